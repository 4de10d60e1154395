# The build: the order of the chapters is declared here, once; whether one runs is decided by content.

ifeq ($(filter grouped-target,$(.FEATURES)),)
$(error Dieses make ist zu alt (gefunden: $(MAKE_VERSION), erwartet: 4.3 oder neuer). Bitte ein neueres GNU make installieren)
endif

# One line a chapter, in the order of the document: its name, and the earlier chapters it reads.
chapter = $(eval BODY += $(1))$(eval after_$(1) := $(2))
# The evaluation of what people said: the summary does not wait for it.
evaluation = $(chapter)$(eval EVALUATIONS += $(1))
$(call chapter,context)
$(call chapter,demand,context)
$(call evaluation,interested,demand)
$(call evaluation,survey,context demand)
$(call chapter,location,context)
$(call chapter,concept,demand)
$(call chapter,viability,context demand location concept)
$(call chapter,peers,context viability)
$(call chapter,impact,context demand location concept viability)
$(call chapter,options,context demand concept viability impact)
$(call chapter,implementation,context demand location concept viability impact options)
$(call chapter,transfer,)
$(call chapter,towns,context demand location viability options implementation)
$(call chapter,carriers,concept viability options implementation)
$(call chapter,plain,context demand viability implementation towns)

# The summary in front reads what decides, the annex behind reads them all.
CHAPTERS      := summary $(strip $(BODY)) annex
after_summary := $(filter-out $(EVALUATIONS),$(BODY))
after_annex   := summary $(strip $(BODY))

# Notebooks to explore with, no part of the study.
EXPLORING := start workbench

# What is built beside the document.
BESIDE := workbook

PARAMS ?= study.yaml
REGION ?=
JOBS   ?= $(shell nproc 2>/dev/null || echo 2)
FILE   ?=
# What a user types is taken as it stands: make expands nothing in it, and the shell gets it as a value, not as text of a command.
override PARAMS := $(value PARAMS)
override REGION := $(value REGION)
override FILE   := $(value FILE)
override REGIONS := $(value REGIONS)
override BASE := $(value BASE)
export BASE
export REGIONS ?=

MAKEFLAGS += --no-builtin-rules --no-print-directory --jobs=$(JOBS)
unexport PYTHONDONTWRITEBYTECODE

# Another region is a variant whose parameter file is made from study.yaml and the keys.
ifneq ($(strip $(REGION)),)
comma  := ,
override PARAMS := data/processed/region-$(subst $(comma),-,$(subst $(subst ,, ),,$(REGION))).yaml
endif
export OHV_FILE := $(FILE)
export OHV_REGION := $(subst $(subst ,, ),,$(REGION))
export OHV_REGION_FILE := $(PARAMS)
# Blanks may stand in the name, so no function of make may take it for a list.
export OHV_PARAMETERS := $(if $(filter /%,$(firstword $(PARAMS))),,$(CURDIR)/)$(PARAMS)
# Two chapters at a time are enough parallel work; threads below them only get in each other's way.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
# By this number of make's own the server of forked processes knows which build it serves (study/fork_server.py).
export OHV_MAKE := $(shell echo $$PPID)

# A conda environment counts only if it is active under the name in environment.yml.
ENVIRONMENT := $(shell sed -n 's/^name: *//p' environment.yml)
ifeq ($(CONDA_DEFAULT_ENV),$(ENVIRONMENT))
PREFIX := $(CONDA_PREFIX)
else
PREFIX := .venv
endif
PYTHON    := $(PREFIX)/bin/python
INSTALLED := $(PREFIX)/installed-$(shell cat requirements.lock pyproject.toml environment.yml | cksum | cut -d' ' -f1)

# What only tests need comes with the first of them.
TESTED    := $(PREFIX)/tested-$(shell cat requirements-test.lock | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help setup edition fresh study bindings audit diff workbook atlas studies test test-slow test-all bench lab check accept fetch boundaries register clean $(CHAPTERS)

help: ## diese Übersicht
	@echo "make ZIEL – Ziele:"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1#\2/p' $(MAKEFILE_LIST) | awk -F'#' '{printf "%-16s %s\n", $$1, $$2}'
	@for chapter in $(CHAPTERS); do printf '  %-14s %s\n' $$chapter "Kapitel $$chapter neu rechnen, wenn sich seine Eingaben geändert haben"; done

setup: $(INSTALLED) ## Arbeitsumgebung .venv einrichten

study: $(CHAPTERS) $(BESIDE) ## die Studie bauen: reports/studie.html, kurzfassung.html, befragung.html, finanzplan.xlsx, kennzahlen.csv (PARAMS=datei.yaml: Variante, REGION=AGS,AGS: andere Region)
	@$(PYTHON) -m ohv_coworking.binding.publish $(CHAPTERS)
	@$(tell_undeclared)

bindings: study ## dazu für Papier und zum Bearbeiten: reports/studie.pdf, anhang.pdf und studie.docx
	@$(PYTHON) -m ohv_coworking.paper.publish

edition: setup
# Said before anything is built.
ifneq ($(filter diff,$(MAKECMDGOALS)),)
	@test -n "$$BASE" || { echo "Es fehlt, womit verglichen werden soll."; \
	  echo "  Abhilfe:  Eine Fassung des Projekts oder den Ordner einer früheren Ausgabe nennen: make diff BASE=…"; exit 2; } >&2
	@$(PYTHON) -m ohv_coworking.binding.publish_changes "$$BASE"
endif
ifneq ($(strip $(REGION)),)
	@$(PYTHON) -m ohv_coworking.study.region_parameters "$$OHV_REGION" "$$OHV_REGION_FILE"
else
	@test -f "$$OHV_PARAMETERS" || $(PREFIX)/bin/ohv-coworking parameters "$$OHV_PARAMETERS"
endif

# What to do with a notebook that is no chapter, $(1).
declare = Soll es ein Kapitel sein, im Makefile an seiner Stelle die Zeile ergänzen: \$$(call chapter,$(1),frühere Kapitel, die es liest)
define tell_undeclared
for file in notebooks/*.ipynb; do \
  name=$${file#notebooks/}; name=$${name%.ipynb}; \
  case " $(CHAPTERS) $(EXPLORING) " in \
    *" $$name "*) ;; \
    *) if [ -f "$$file" ]; then echo "Hinweis: $$file ist kein Teil der Studie. $(call declare,$$name)"; fi ;; \
  esac; \
done
endef

.DEFAULT:
	@goal='$(subst ','\'',$@)'; { if [ -f "notebooks/$$goal.ipynb" ]; then echo "Das Notebook $$goal ist kein Kapitel der Studie. $(call declare,$$goal)"; \
	else echo "Das Ziel „$$goal“ gibt es nicht."; \
	echo "  Erwartet: eines der Kapitel $(CHAPTERS), oder ein Ziel aus „make help“"; \
	echo "  Abhilfe:  Den Namen prüfen; eine Angabe mit Leerzeichen in Anführungszeichen setzen: make study PARAMS=\"Variante Süd.yaml\""; \
	fi; } >&2; exit 2

# One process looks through all chapters, with the parameters of this edition; only the others start one of their own.
blank := $(subst ,, )
fresh: edition
	@:$(eval FRESH := $(shell OHV_PARAMETERS='$(subst ','\'',$(OHV_PARAMETERS))' $(PYTHON) -m ohv_coworking.study.fresh \
	  $(foreach one,$(CHAPTERS),$(subst $(blank),:,$(one) $(strip $(after_$(one)))))))

define chapter_rule
$(1): $(after_$(1)) | fresh
	@$$(if $$(filter $(1),$$(FRESH)),:,$$(PYTHON) -m ohv_coworking.study.run $(1) $(after_$(1)))
endef
$(foreach chapter,$(CHAPTERS),$(eval $(call chapter_rule,$(chapter))))

audit: study ## prüfen, ob jede Zahl der Dokumente zu ihrer Zeile führt und jeder Verweis ein Ziel hat
	@$(PYTHON) -m ohv_coworking.binding.audit $(CHAPTERS)

diff: study ## was sich geändert hat: make diff BASE=Fassung oder Ordner, in reports/aenderungen.html
	@$(PYTHON) -m ohv_coworking.binding.publish_changes "$$BASE" $(CHAPTERS)

# With the study it waits until the longest chain of chapters leaves a processor idle.
workbook: demand | edition $(if $(filter workbook,$(MAKECMDGOALS)),,$(filter viability,$(CHAPTERS)))
workbook: ## nur den Finanzplan als Arbeitsbuch: reports/finanzplan.xlsx
	@$(PYTHON) -m ohv_coworking.commands.publish_workbook $(if $(filter workbook,$(MAKECMDGOALS)),--alone) $(CHAPTERS)

atlas: edition ## alle Gemeinden auf einen Blick: reports/atlas.html, atlas.csv, und für jedes weitere Land, das aufgenommene Dateien kennen
	@$(PYTHON) -m ohv_coworking.commands.publish_atlas

studies: setup ## Studien vieler Regionen nebeneinander auf Dask: REGIONS=liste.csv (Spalte ags); DASK_SCHEDULER_ADDRESS für andere Rechner
	@test -n "$$REGIONS" || { echo "Es fehlt die Liste der Regionen."; \
	  echo "  Erwartet: make studies REGIONS=liste.csv, mit der Spalte ags"; exit 2; } >&2
	@$(PYTHON) -m ohv_coworking.commands.studies "$$REGIONS"

fetch: setup ## Rohdateien mit Adresse und Prüfsumme herunterladen (läuft nie von selbst)
	@$(PREFIX)/bin/ohv-coworking fetch

boundaries: setup ## Grenzen aller Gemeinden Deutschlands aus einem festgelegten Paket laden (braucht npm; läuft nie von selbst)
	@$(PREFIX)/bin/ohv-coworking boundaries

register: setup ## vertrauliche Liste der Interessierten: data/raw/private/ (nur für die Auftraggeberin)
	@$(PREFIX)/bin/ohv-coworking register

test: study $(TESTED) ## Tests (unter fünf Minuten)
	@$(PYTHON) -m pytest -n 2

test-slow: study $(TESTED) ## lange Tests: Bytes, Regionen, Rechenprogramme, Mutationen, Browser
	@$(PYTHON) -m pytest -m slow -n 2

test-all: study $(TESTED) ## alle Tests, auch die ausführlichsten (über eine Stunde)
	@$(PYTHON) -m pytest -m "" -n 2

bench: setup $(TESTED) ## Messungen von Zeit und Speicher, als Verhältnisse in einem Lauf
	@for script in bench/*.py; do $(PYTHON) $$script || exit 1; done

# JupyterLab's settings come from `.jupyter/`; what it notes down goes to data/processed and never to anybody's home.
LAB := $(CURDIR)/data/processed/.jupyter
lab: export JUPYTER_CONFIG_DIR      := $(LAB)/config
lab: export JUPYTER_CONFIG_PATH     := $(CURDIR)/.jupyter
lab: export JUPYTER_DATA_DIR        := $(LAB)/data
lab: export JUPYTER_RUNTIME_DIR     := $(LAB)/runtime
lab: export JUPYTERLAB_SETTINGS_DIR := $(LAB)/settings
lab: export JUPYTERLAB_WORKSPACES_DIR := $(LAB)/workspaces
lab: export IPYTHONDIR              := $(LAB)/ipython
lab: export MPLCONFIGDIR            := $(LAB)/matplotlib
lab: edition ## JupyterLab auf Deutsch mit der Werkbank und den Notebooks öffnen
	@mkdir -p "$(LAB)/workspaces" && cp .jupyter/workspaces/* "$(LAB)/workspaces/"
	@$(PREFIX)/bin/jupyter lab --notebook-dir=. $(LAB_OPTIONS) notebooks/workbench.ipynb

check: setup ## Rohdaten prüfen: Prüfsummen, Schlüssel, Wertebereiche, Widersprüche, Fehlendes
	@$(PREFIX)/bin/ohv-coworking check

accept: setup ## eine neue oder neuere Rohdatei aufnehmen: make accept FILE=data/raw/…
	@test -n "$$OHV_FILE" || { echo "Es fehlt, welche Datei aufgenommen werden soll."; \
	  echo "  Abhilfe:  Sie unter data/raw ablegen und nennen: make accept FILE=data/raw/…"; exit 2; } >&2
	@$(PREFIX)/bin/ohv-coworking accept -- "$$OHV_FILE"

clean: ## alles Abgeleitete löschen (data/processed, reports), nicht die Umgebung
	@find data/processed reports -mindepth 1 ! -name .gitkeep -delete

ifneq ($(PREFIX),.venv)
$(INSTALLED):
	@$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -f $(PREFIX)/installed-* && touch $@
else
$(INSTALLED): export PIP_DISABLE_PIP_VERSION_CHECK := 1
$(INSTALLED):
	@python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || \
	  { echo "Python 3.11, 3.12 oder 3.13 wird gebraucht und wurde als „python3“ nicht gefunden. Bitte installieren." >&2; exit 2; }
	@echo "Arbeitsumgebung .venv wird eingerichtet (einmalig, einige Minuten) …"
	@rm -rf .venv && python3 -m venv .venv 2>/dev/null || \
	  { rm -rf .venv; echo "Das Python-Modul „venv“ fehlt. Unter Debian/Ubuntu: sudo apt install python3-venv" >&2; exit 2; }
	@$(PYTHON) -m pip install -qq --no-compile --require-hashes -r requirements.lock || \
	  { rm -rf .venv; echo "Die Programmpakete konnten nicht geladen werden. Netzverbindung und Paketquelle (pip) prüfen, dann erneut aufrufen." >&2; exit 2; }
	@$(PYTHON) -m pip install --quiet --no-compile --no-deps --no-build-isolation -e .
	@$(PYTHON) -m compileall -q -j 0 .venv/lib src >/dev/null 2>&1 || true
	@touch $@
endif

# In a conda environment they are there already.
$(TESTED): | setup
ifeq ($(PREFIX),.venv)
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements-test.lock || \
	  { echo "Die Pakete der Tests konnten nicht geladen werden. Netzverbindung und Paketquelle (pip) prüfen, dann erneut aufrufen." >&2; exit 2; }
endif
	@rm -f $(PREFIX)/tested-* && touch $@
