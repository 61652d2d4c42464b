namespace VaeOnnx.Cli.Report;

/// <summary>How a report looks: the reader's own fonts, light or dark as the reader's system is, pixels kept square.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { --ink: #1d2129; --soft: #5b6472; --paper: #ffffff; --panel: #f4f6f8; --rule: #d9dee4; --accent: #0b6bcb; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e9ee; --soft: #9aa4b2; --paper: #14171c; --panel: #1d2229; --rule: #343b45; --accent: #6db3f8; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--rule); }
        .lead { color: var(--soft); font-size: 1.05rem; max-width: 48rem; margin: 0; }
        .headlines { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; margin: 1.75rem 0 0; }
        .headlines div { background: var(--panel); border-radius: .5rem; padding: .9rem 1rem; }
        dt { color: var(--soft); font-size: .85rem; }
        dd { margin: .1rem 0 0; font-size: 1.6rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
        dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--soft); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 1rem 0 .4rem; font-variant-numeric: tabular-nums; min-width: 60%; }
        caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
        th, td { padding: .35rem .9rem .35rem 0; text-align: right; border-bottom: 1px solid var(--rule); vertical-align: top; }
        th { font-weight: 500; }
        thead th { color: var(--soft); font-size: .85rem; }
        th:first-child, tr > :nth-child(2):last-child { text-align: left; overflow-wrap: anywhere; }
        tr > :last-child { padding-right: 0; }
        .note { color: var(--soft); font-size: .88rem; max-width: 48rem; margin: .2rem 0 1.2rem; }
        figure { margin: 1.25rem 0 .4rem; }
        figcaption { font-weight: 600; margin-bottom: .5rem; }
        .rows { display: flex; gap: .8rem; align-items: stretch; }
        .rows ol { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; flex: 0 0 9.5rem; font-size: .85rem; color: var(--soft); text-align: right; }
        .rows li { flex: 1; display: flex; align-items: center; justify-content: flex-end; }
        .rows img { flex: 1 1 auto; min-width: 0; width: 100%; image-rendering: pixelated; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 1.5rem; }
        svg { width: 100%; height: auto; font-size: 12px; color: var(--soft); }
        """;
}
