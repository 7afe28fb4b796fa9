"""A plugin that ends Python, and talks while doing so."""

import sys

print("good bye")
sys.exit("this computer is not good enough")
