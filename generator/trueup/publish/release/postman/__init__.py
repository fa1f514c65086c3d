"""The part of a release that is a Postman collection."""
