"""Draws the kiosk's pictures: an open 3D body, posed, dressed and drawn in ink and soft tone.

Data flows one way: body -> pose -> dressed figure -> camera -> layers -> tones -> files.
Units are metres and radians inside, degrees in the YAML data, pixels after the camera.
Axes in the rest pose: x to the person's LEFT, y to the person's BACK, z up.
"""

import os

# numpy and OpenBLAS choose their code by the processor, and the variants round differently: held to
# what every 64-bit PC has, they give the same bytes on each.  Both read this when first imported.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"
os.environ["OPENBLAS_CORETYPE"] = "Nehalem"
