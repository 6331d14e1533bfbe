"""Entry point of ``acupressure-kiosk-fleet`` and ``python -m kiosk.fleet``."""


def main() -> None:
    """Run a command."""
    from kiosk.fleet.commands import main as run_command

    run_command()


if __name__ == "__main__":
    main()
