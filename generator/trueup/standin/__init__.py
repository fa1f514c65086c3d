"""The stand-in: what answers in the place of a service, without any input or output of its own.

It knows a document, and plans for each request the answer or the fault that is due. `trueup serve` and `trueup
demo` use it over sockets; its files are copied as they are into the libraries, whose `testing` module uses it
in the process. So they import only each other, the standard library, and openapi-schema-validator.
"""
