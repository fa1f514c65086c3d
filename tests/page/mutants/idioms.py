"""The phrases that a fact is told by: all of one idiom mean the same."""

from __future__ import annotations

from collections.abc import Callable

PHRASES: dict[str, tuple[str, ...]] = {
    "length": (
        "Length range: {0} to {1} characters.",
        "The value can contain {0} to {1} characters.",
        "Length range: {0}-{1} characters.",
        "The length ranges from {0} to {1} characters.",
        "The value contains {0} to {1} characters.",
        "It must be {0} to {1} characters long.",
        "The length must be between {0} and {1} characters.",
        "Enter {0} to {1} characters.",
        "Minimum length: {0}. Maximum length: {1}.",
    ),
    "most length": (
        "The value can contain up to {0} characters.",
        "Length range: 0 to {0} characters.",
        "The value can contain a maximum of {0} characters.",
        "It cannot exceed {0} characters.",
        "The maximum length is {0} characters.",
        "The value contains no more than {0} characters.",
        "A maximum of {0} characters are allowed.",
    ),
    "exact length": (
        "The value must contain exactly {0} characters.",
        "It must be exactly {0} characters long.",
        "It has a fixed length of {0} characters.",
        "Length range: {0} to {0} characters.",
    ),
    "count": (
        "The array contains {0} to {1} IDs.",
        "It contains {0}-{1} IDs.",
        "The number of IDs ranges from {0} to {1}.",
        "Array length: {0} to {1}.",
    ),
    "most count": (
        "A maximum of {0} labels can be specified.",
        "Up to {0} labels can be specified.",
        "At most {0} labels are allowed.",
        "The maximum number of labels is {0}.",
        "There can be no more than {0} labels.",
    ),
    "range": (
        "Value range: {0} to {1}.",
        "Value range: {0}-{1}.",
        "The value ranges from {0} to {1}.",
        "The value range is from {0} to {1}.",
        "The value must be between {0} and {1}.",
        "Value range: [{0}, {1}].",
        "The value range is {0} to {1}.",
        "The minimum value is {0} and the maximum value is {1}.",
        "Minimum value: {0} Maximum value: {1}",
        "Minimum value: {0}. Maximum value: {1}.",
    ),
    "least": (
        "The value must not be less than {0}.",
        "The value must be greater than or equal to {0}.",
        "The minimum value is {0}.",
        "Minimum value: {0}.",
        "The value cannot be less than {0}.",
        "It must be at least {0}.",
    ),
    "most": (
        "The maximum value is {0}.",
        "The value cannot exceed {0}.",
        "Maximum value: {0}.",
        "It must be less than or equal to {0}.",
        "The value must not be greater than {0}.",
    ),
    "union": (
        "Value range: {0} or greater than {1}.",
        "The value range is {0} or greater than {1}.",
        "Value range: greater than {1}, or {0}.",
        "The value can be {0} or greater than {1}.",
    ),
    "default": (
        "The default value is **{0}**.",
        "Default value: **{0}**.",
        "By default, the value is **{0}**.",
        "The default is **{0}**.",
        "Default: **{0}**.",
        "It defaults to **{0}**.",
        "The value is **{0}** by default.",
        "By default, it is set to **{0}**.",
    ),
    "default and least": (
        "The default value is {0}, and the minimum value is {1}.",
        "The default value is {0}, with a minimum of no less than {1}.",
        "The default value is {0}. The minimum value is {1}.",
        "The minimum value is {1} and the default value is {0}.",
        "Default value: {0}. Minimum value: {1}.",
    ),
    "computed": (
        "The default value is {0}.",
        "Default value: {0}.",
        "By default, the value is {0}.",
        "The default is {0}.",
    ),
    "unit": (
        "The unit is {0}.",
        "Unit: {0}.",
        "Its unit is {0}.",
        "The unit of the value is {0}.",
    ),
    "in units": (
        "It is expressed in {0}s.",
        "It is measured in {0}s.",
        "The unit is {0}.",
        "The value is given in {0}s.",
    ),
    "age": (
        "Age at which records go, in {0}s.",
        "Records that are older, in {0}s, go.",
        "Records go at this age. The unit is {0}.",
    ),
    "default unit": (
        "The default unit is {0}.",
        "Default unit: {0}.",
    ),
    "condition": (
        "This parameter is valid only when **{0}** is set to **{1}**.",
        "This parameter is valid only when {0} is {1}.",
        "When {0} is set to {1}, this parameter is valid.",
        "This parameter takes effect only if {0} is {1}.",
        "This parameter is available only when {0} is set to {1}.",
        "This parameter is valid only if {0} is {1}.",
    ),
    "either": (
        "This parameter is valid only when {0} is set to {1} or {2} is set to {3}.",
        "This parameter is valid only when {2} is set to {3} or {0} is set to {1}.",
        "This parameter is valid only when {0} is set to {1}. "
        "This parameter is valid only when {2} is set to {3}.",
    ),
    "advised most": (
        "It is recommended that the value does not exceed {0}.",
        "You are advised to choose at most {0}.",
        "A value of no more than {0} is recommended.",
        "It is recommended that the value be less than or equal to {0}.",
    ),
    "advised": (
        "You are advised to use {0}.",
        "It is recommended that you use {0}.",
        "You are advised to set this parameter to {0}.",
    ),
    "json": (
        "It is a string in JSON format.",
        "The value is a JSON string.",
        "It is text in JSON format.",
        "It must be a JSON-formatted string.",
    ),
    "see": (
        "For details, see [[{0}]].",
        "For details about the parameters, see [[{0}]].",
        "See [[{0}]].",
        "For more about its fields, refer to [[{0}]].",
    ),
}  # fmt: skip


def _joined(values: tuple[str, ...], last: str) -> str:
    *others, at_last = values
    return f"{', '.join(others)}{last}{at_last}" if others else at_last


LISTS: tuple[Callable[[tuple[str, ...]], str], ...] = (
    lambda values: f"The value can be {_joined(values, ' or ')}.",
    lambda values: f"The options are {_joined(values, ', and ')}.",
    lambda values: f"Possible values: {', '.join(values)}.",
    lambda values: f"The value can be one of the following: {_joined(values, ', or ')}.",
    lambda values: f"Value options: {_joined(values, ' and ')}.",
    lambda values: f"Available values are {_joined(values, ' and ')}.",
)
INTROS = (
    "Options:",
    "The options are as follows:",
    "The value can be one of the following:",
    "Possible values:",
    "The available values are as follows:",
    "Value options:",
    "The values are:",
)
SIGNS = ("**{0}**: {1}", "{0} - {1}", '"{0}": {1}', "{0} ({1})", "{0} – {1}")
