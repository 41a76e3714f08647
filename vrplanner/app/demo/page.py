"""The demonstration's report: one HTML page with what each stage did, its pictures and its time."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from vrplanner import __version__
from vrplanner.app.demo.stage import Done

STYLE = """
:root{color-scheme:light dark;--ink:#1f2a33;--soft:#5d6a75;--line:#dfe4e8;--page:#f7f8f9;--card:#fff;--mark:#2f6f5e}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf0;--soft:#9aa7b1;--line:#2e3841;--page:#12181d;--card:#1a2229;--mark:#6fbfa8}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.55 Inter,"Noto Sans","Noto Sans CJK SC","Segoe UI","Microsoft YaHei",sans-serif}
main{max-width:1100px;margin:0 auto;padding:48px 24px}h1{font-size:34px;margin:0 0 4px}h2{font-size:21px;margin:0}
.note{color:var(--soft);margin:0 0 28px}section{background:var(--card);border:1px solid var(--line);border-radius:14px;
padding:22px 26px;margin:0 0 20px}header{display:flex;justify-content:space-between;align-items:baseline;gap:16px}
.time{color:var(--mark);font-variant-numeric:tabular-nums;white-space:nowrap}
table{border-collapse:collapse;width:100%;margin:14px 0 4px;font-size:14px}
th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));
gap:12px;margin-top:16px}.pictures img{width:100%;border-radius:9px;display:block;border:1px solid var(--line)}
figcaption{color:var(--soft);font-size:13px;margin-top:4px}figure{margin:0}a{color:var(--mark)}
"""


def report_page(done: Sequence[Done], folder: Path) -> str:
    """An HTML document that names files relative to `folder`."""
    total = sum(stage.seconds for stage in done)
    sections = "\n".join(_section(number, stage, folder) for number, stage in enumerate(done, start=1))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>vrplanner: the whole way</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>'
        f'<h1>From a capture to a furnished room</h1><p class="note">vrplanner {__version__}, {total:.0f} s in all</p>'
        f"{sections}</main></body></html>\n"
    )


def _section(number: int, stage: Done, folder: Path) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in stage.told.lines)
    time = f"{stage.seconds:.1f} s (processor {stage.cpu_seconds:.1f} s)"
    return (
        f'<section><header><h2>{number}. {escape(stage.title)}</h2><span class="time">{time}</span></header>'
        f"{lines}{_table(stage.told.table)}{_files(stage.told.files, folder)}</section>"
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    if len(rows) < 2:
        return ""
    head, *body = rows
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table><tr>{cells}</tr>{lines}</table>"


def _files(files: Iterable[Path], folder: Path) -> str:
    pictures, others = [], []
    for path in files:
        name = escape(path.relative_to(folder).as_posix())
        if path.suffix in (".png", ".svg"):
            pictures.append(
                f'<figure><a href="{name}"><img src="{name}" alt=""></a><figcaption>{name}</figcaption></figure>'
            )
        else:
            others.append(f'<a href="{name}">{name}</a>')
    shown = f'<div class="pictures">{"".join(pictures)}</div>' if pictures else ""
    return (f"<p>{' · '.join(others)}</p>" if others else "") + shown
