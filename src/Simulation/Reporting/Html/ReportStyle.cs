namespace Simulation.Reporting.Html;

/// <summary>How reports look: light and dark, on paper and on a phone. Colours of series can be told apart without seeing red or green.</summary>
internal static class ReportStyle
{
    public const string Css =
        """
        :root { --ground: #fff; --card: #f6f7f9; --ink: #1b1f24; --soft: #59636e; --rule: #d8dee4; --good: #116329; --bad: #b42318;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #aa4c8f; --c4: #b58900; }
        @media (prefers-color-scheme: dark) { :root { --ground: #14181d; --card: #1c2229; --ink: #e6eaef; --soft: #9aa5b1; --rule: #343c46; --good: #56d364; --bad: #ff8d83;
          --c0: #56b4e9; --c1: #f28e4b; --c2: #2fc79a; --c3: #dd8cc2; --c4: #e6c34a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 28px; line-height: 1.2; margin: 0 0 6px; overflow-wrap: anywhere; }
        h2 { font-size: 20px; margin: 44px 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--rule); }
        h3 { font-size: 15px; margin: 0 0 6px; }
        p { margin: 0 0 10px; overflow-wrap: anywhere; }
        .soft, figcaption { color: var(--soft); }
        .badges { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 18px; }
        .badge { border: 1px solid var(--rule); border-radius: 99px; padding: 2px 12px; font-size: 13px; }
        .badge.good { color: var(--good); border-color: var(--good); } .badge.bad { color: var(--bad); border-color: var(--bad); }
        .answer { background: var(--card); border-left: 4px solid var(--c0); border-radius: 6px; padding: 16px 20px; }
        .answer p { margin: 0 0 4px; } .answer .lead { font-size: 17px; font-weight: 600; } .answer .more { color: var(--soft); padding-left: 1.2em; }
        .answer + .soft { margin: 14px 0 -8px; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 12px; margin: 18px 0 0; }
        .tile { border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px; }
        .tile b { display: block; font-size: 13px; font-weight: 600; color: var(--soft); } .tile div { font-size: 15px; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 18px; font-size: 13.5px; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 10px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
        thead th { color: var(--soft); font-weight: 600; white-space: nowrap; } thead th + th, td.number { text-align: right; }
        tbody th { font-weight: 400; } tbody th.section { font-weight: 600; padding-top: 12px; }
        td.number { white-space: nowrap; } td.good { color: var(--good); font-weight: 600; text-align: right; } td.bad { color: var(--bad); font-weight: 600; text-align: right; }
        .facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; } .facts thead { display: none; } .facts th { width: 220px; color: var(--soft); }
        figure { margin: 0 0 34px; padding: 16px 18px 12px; border: 1px solid var(--rule); border-radius: 8px; break-inside: avoid; }
        figcaption { font-size: 13.5px; margin: 6px 0 8px; }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px; color: var(--soft); margin: 0 0 8px; }
        .key { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; background: var(--soft); }
        .key.s0 { background: var(--c0); } .key.s1 { background: var(--c1); } .key.s2 { background: var(--c2); } .key.s3 { background: var(--c3); } .key.s4 { background: var(--c4); }
        svg { display: block; width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; font-family: inherit; } svg text.heading { font-weight: 600; }
        circle { stroke: var(--ground); stroke-width: 1.5; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .bar.s0 { fill: var(--c0); } .bar.s1 { fill: var(--c1); } .bar.s2 { fill: var(--c2); } .bar.s3 { fill: var(--c3); } .bar.s4 { fill: var(--c4); }
        .curve { fill: none; stroke-width: 1.8; stroke: var(--soft); } .curve.guide { stroke-dasharray: 5 4; } .curve.guide2 { stroke-dasharray: 1 3; }
        .thick { stroke-width: 5; stroke-linecap: round; } .thin { stroke-width: 1.5; }
        .curve.s0, .thick.s0, .thin.s0 { stroke: var(--c0); } .curve.s1, .thick.s1, .thin.s1 { stroke: var(--c1); } .curve.s2, .thick.s2, .thin.s2 { stroke: var(--c2); }
        .curve.s3, .thick.s3, .thin.s3 { stroke: var(--c3); } .curve.s4, .thick.s4, .thin.s4 { stroke: var(--c4); }
        details { margin: 0 0 12px; } summary { cursor: pointer; color: var(--soft); font-size: 13.5px; }
        pre, code { font: 13px/1.45 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
        pre { background: var(--card); border-radius: 6px; padding: 12px 14px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
        ul { margin: 0 0 12px; padding-left: 20px; } .bad { color: var(--bad); }
        @media (max-width: 640px) { main { padding: 18px 12px 40px; } h1 { font-size: 23px; } figure { padding: 12px 10px 8px; } .plot svg { min-width: 620px; } .facts th { width: 40%; } }
        @media print { :root { --ground: #fff; --card: #f6f7f9; --ink: #000; --soft: #444; --rule: #bbb; --good: #116329; --bad: #b42318; --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #aa4c8f; --c4: #b58900; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } main { max-width: none; padding: 0; } body { font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } .scroll { overflow: visible; } }
        """;
}
