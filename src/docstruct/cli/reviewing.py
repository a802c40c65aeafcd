"""Commands for annotators: review."""

from __future__ import annotations

from typing import Annotated

import typer

from docstruct.cli.output import Kb


def review(
    kb: Kb,
    port: Annotated[int | None, typer.Option(help="Where it listens, on this machine only.")] = None,
) -> None:
    """Open the annotators' desk over a base, until interrupted."""
    import uvicorn

    from docstruct.review.app import create_app
    from docstruct.settings import Settings

    settings = Settings()
    app = create_app(kb, settings)
    chosen = settings.review.port if port is None else port
    typer.echo(f"http://127.0.0.1:{chosen}/")
    uvicorn.run(app, host="127.0.0.1", port=chosen, log_level="warning", server_header=False)
