"""The pages that mutants are made of: invented operations with every kind of fact, in our own words."""

from __future__ import annotations

from tests.page.mutants.source import (
    Block,
    Break,
    Options,
    Part,
    Row,
    Say,
    Section,
    Shown,
    Source,
    Table,
    Tell,
    Title,
    Within,
)


def field(name: str, kind: str, *parts: Part | str, mandatory: bool = False) -> Row:
    """Give a row; words are sentences that state nothing."""
    made = tuple(Say(each) if isinstance(each, str) else each for each in parts)
    return Row(name, made, kind, mandatory)


def tell(idiom: str, *values: str, phrase: int = 0) -> Tell:
    """Tell a fact."""
    return Tell(idiom, values, phrase)


SITE = field(
    "site_id", "String", "Site that the plan waters. See ((Listing Sites)) for how to find it.",
    tell("exact length", "32"), mandatory=True,
)  # fmt: skip
PLAN = field("plan_id", "Long", "Plan to change. ((Creating a Plan)) gives it.", mandatory=True)
CHANGED = (
    field("name", "String", "What the plan is called.", tell("length", "1", "64"), mandatory=True),
    field("note", "String", "A gardener's remark.", tell("most length", "512", phrase=0)),
    field("zone", "String", "The zone of the site.", tell("length", "0", "128", phrase=1)),
    field(
        "script", "String", "Steps in the language of the controller, at least a start and a stop.",
        tell("length", "0", "1024 x 64"),
    ),
    field(
        "crop", "String", "What grows there.",
        Options(
            ("tomato", "lettuce", "fruit_tree"),
            ("beds of tomatoes", "beds of salad", "trees that bear fruit"), 1,
        ),
        tell("default", "tomato"),
    ),
    field(
        "enabled", "Boolean", "Whether the plan runs at all.",
        Options(("true", "false"), ("The plan runs.", "The plan is kept, and waits."), 0, 0, "false"),
    ),
    field("drops", "Integer", "How much falls in one go.", tell("default", "2")),
    field(
        "interval", "Integer", "Pause between two rounds.", tell("unit", "second"),
        tell("range", "60", "86400"), tell("default", "600"),
    ),
    field("keep_for", "Integer", tell("age", "second"), tell("default", "3600", phrase=4)),
    field(
        "log_target", "String", "Place for the records.",
        tell("either", "enabled", "true", "log_enabled", "true"),
    ),
    field("log_enabled", "Boolean", "Whether records are kept.", tell("default", "false", phrase=2)),
    field("alert_topic", "String", "Who hears of a leak.", tell("condition", "log_enabled", "true")),
    field("pumps", "Integer", "Pumps that turn.", tell("default", "4"), tell("most", "16")),
    field("spare_pumps", "Integer", "Pumps that wait.", tell("default", "1", phrase=3)),
    field(
        "lanes", "Integer", "Pipes that run beside each other.",
        tell("computed", "(pumps*drops)/(pumps-spare_pumps)"),
    ),
    field(
        "engine", "String", "Generation of the controller.", Options(("v1", "v2")), tell("default", "v1"),
        Break(), Say("v1: for controllers from before the flood."),
        Break(), Say("v2: for those that came after."), Break(), tell("advised", "v2"),
    ),
    field(
        "layout", "Object", "How pipes are laid.", tell("see", "layout"), Break(),
        tell("condition", "engine", "v2"),
    ),
)  # fmt: skip
LAYOUT = (
    field(
        "depth", "integer", "How deep a pipe lies. Deeper pipes freeze later and cost more.",
        Break(), tell("default", "1", phrase=7), tell("least", "1"),
    ),
    field("pump_spec", "Object", "What one pump can do.", tell("see", "pump_spec", phrase=2)),
)  # fmt: skip
PUMP = (
    field(
        "power", "double", "Share of the mains.", tell("default and least", "1.0", "0.5", phrase=1),
        Break(), tell("advised most", "2"),
    ),
    field(
        "memory", "string", "What the pump remembers, in MB or GB.", tell("default unit", "GB"),
        tell("default and least", "4 GB", "2 GB"),
    ),
)  # fmt: skip
ACCEPTED = (
    field("accepted", "Boolean", "Whether the plan was taken over.", mandatory=True),
    field("message", "String", "What there is to say.", tell("most length", "1024", phrase=2)),
)
QUERY = (
    field("dry_run", "Boolean", "Whether the round is only rehearsed.", tell("default", "false")),
    field("revision", "Integer", "Revision of the plan.", tell("least", "1")),
)
HEADER = (
    field("X-Auth-Token", "String", "Token of the caller.", mandatory=True),
    field("X-Language", "String", "Language of messages.", Options(("en-us", "nl-nl"))),
)
STARTED = (
    field(
        "watering_mode", "Integer", "How water gets to the roots.",
        Options(("1", "2", "3"), ("Drip, one drop after the other.", "Spray, from above.", "Flood."), 0),
        tell("default", "1", phrase=1),
    ),
    field(
        "bed_ids", "Array of strings", "The beds. Commas part one from the next.",
        tell("count", "1", "20"),
    ),
    field(
        "leak_policy", "String", "What is done with a bed that leaks.",
        Options(("2:bedPath", "1", "0"), ("Move. bedPath says where to.", "Stop the plan", "Go on"), 1),
        tell("default", "0"),
    ),
    field(
        "retry_max", "Integer", "How often a failed round is tried again.", tell("unit", "times/hour"),
        tell("union", "-1", "0"), tell("default", "-1"),
    ),
    field(
        "rates", "String", "How much each valve lets through.", tell("json"), Say("Example:"),
        Shown('{"rates":[{"valve":"v-7","share":0.55},{"valve":"v-8","share":1}]}'),
    ),
    field("outlets", "Array of objects", "Where water leaves.", tell("see", "outlets", phrase=1)),
)  # fmt: skip
OUTLETS = (
    field("outlet_id", "String", "Name on the tap.", tell("length", "1", "36", phrase=2), mandatory=True),
    field(
        "opening", "Integer", "How far it opens.", tell("range", "0", "100", phrase=2),
        tell("unit", "percent", phrase=1),
    ),
)  # fmt: skip
ROUND = (
    field("message", "String", "What there is to say.", tell("exact length", "8", phrase=1)),
    field("plan", "Object", "The plan as it is now.", tell("see", "plan")),
    field("beds", "Array of objects", "What each bed is doing.", tell("see", "beds", phrase=3)),
)
NOW = (
    field("updated_at", "Long", "When it was changed.", tell("in units", "millisecond")),
    field("rounds", "Integer", "Rounds so far."),
)
BEDS = (
    field("bed_id", "Long", "The bed.", mandatory=True),
    field(
        "state", "String", "What it is doing.",
        Options(("wet", "dry", "flooded"), ("has water", "has none", "has too much"), 3, 2),
    ),
    field("moisture", "Double", "Water in the soil.", tell("range", "0", "10", phrase=5)),
    field("labels", "Array of strings", "Words for it.", tell("most count", "8")),
    field(
        "left", "Integer", "Time to the next round.", tell("in units", "second", phrase=1),
        tell("least", "0", phrase=3),
    ),
)  # fmt: skip
STATUSES = Table(
    "status", "Status codes",
    (
        Row("200", (Say("It was done."),)),
        Row("400", (Say("Something in the request is wrong."),)),
        Row("503", (Say("The pumps are busy."),)),
    ),
    columns=("Status Code", "Description"),
)  # fmt: skip
CHANGE_EXAMPLE = """{
    "name": "south slope",
    "crop": "tomato",
    "drops": 4,
    "layout": {"depth": 2}
}"""
CHANGED_EXAMPLE = """{
    "accepted": true,
    "message": "changed"
}"""
START_EXAMPLE = """{
    "watering_mode": 2,
    "bed_ids": [
        "b-1",
        "b-2"
    ],
    "outlets": [{"outlet_id": "tap"}]
}"""
STARTED_EXAMPLE = """{
    "message": "flooded!",
    "plan": {
        "updated_at": 1900000000000
    }
}"""


def page(
    title: str, operation: str, uri: tuple[Table, ...], sent: tuple[Block, ...],
    received: tuple[Table, ...], examples: tuple[str, str],
) -> Source:  # fmt: skip
    """Give a page of this family."""
    return Source(
        (
            Say("Updated on 2031-04-02 GMT+08:00"),
            Title(title),
            Section("Function"),
            Say("Says when and how the beds of a site are watered."),
            Section("Authorization"),
            Say("Whoever may see a site may change its plans. For more, see ((Who May Do What))."),
            Section("URI"),
            Within("URI format", (Say(operation),)),
            Within("Parameter description", uri),
            Section("Request Parameters"),
            *sent,
            Section("Response Parameters"),
            *received,
            Section("Example Request"),
            Say("Give the southern slope more water."),
            Shown(examples[0]),
            Section("Example Response"),
            Shown(examples[1]),
            Section("Status Codes"),
            Say("[[status]] describes status codes."),
            STATUSES,
            Section("Error Codes"),
            Say("Where a call fails, the answer is an error. For more, see ((Errors))."),
        )
    )


CHANGE = page(
    "Changing a Watering Plan",
    "PUT /v2/{site_id}/watering/plans/{plan_id}",
    (Table("uri", "URI parameters", (SITE, PLAN), "path"),),
    (
        Table("request", "Request parameters", CHANGED, "request"),
        Table("layout", "layout parameters", LAYOUT),
        Table("pump_spec", "pump_spec parameters", PUMP),
    ),
    (Table("response", "Response parameters", ACCEPTED, "response"),),
    (CHANGE_EXAMPLE, CHANGED_EXAMPLE),
)
START = page(
    "Starting a Round of Watering",
    "POST /v2/watering/plans/{plan_id}/rounds",
    (
        Table("uri", "Path parameters", (PLAN,), "path"),
        Table("query", "Query parameters", QUERY, "query"),
    ),
    (
        Table("header", "Request header parameters", HEADER, "header"),
        Table("request", "Request body parameters", STARTED, "request"),
        Table("outlets", "Taps and where they stand", OUTLETS),
    ),
    (
        Table("response", "Response body parameters", ROUND, "response"),
        Table("plan", "plan parameter", NOW),
        Table("beds", "beds parameters", BEDS),
    ),
    (START_EXAMPLE, STARTED_EXAMPLE),
)
PAGES = {"change": CHANGE, "start": START}
