"""`python -m storyteller_agents` is `storyteller`."""

from storyteller_agents.cli.main import main

if __name__ == "__main__":
    main()
