import subprocess
import sys


def test_the_store_brings_no_numpy_along_and_leaves_it_to_others():
    code = (
        "import sys, digest.store; print('numpy' in sys.modules);"
        "import numpy; print(numpy.arange(3).sum())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["False", "3"]


def test_a_send_brings_along_neither_numpy_nor_what_only_builds_need():
    heavy = "{'numpy', 'lxml.etree', 'premailer', 'css_inline', 'feedparser', 'trafilatura'}"
    code = f"import sys, digest.pipeline.send; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
