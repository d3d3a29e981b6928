using System.Globalization;
using System.Text;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Cases.CaseState;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>docs/discharge-case.svg: the ways of the table. Where a line runs is laid out by hand; what stands at it comes from the table.</summary>
internal static class CasePicture
{
    private static readonly CaseState?[] Nothing = [null];
    private static readonly CaseState?[] Ward = [InHospital, Ready];
    private static readonly CaseState?[] Stay = [InHospital, Ready, Referred, Planning, Arranged];
    private static readonly CaseState?[] Left = [Discharged, SelfDischarged, Transferred];
    private static readonly CaseState?[] Ends = [Discharged, SelfDischarged, Transferred, Died];

    private static readonly (CaseState State, int X, int Y)[] Boxes =
    [
        (Expected, 138, 150),
        (InHospital, 350, 190),
        (Ready, 560, 190),
        (Referred, 800, 190),
        (Planning, 1020, 190),
        (Arranged, 1250, 190),
        (Discharged, 370, 450),
        (SelfDischarged, 600, 450),
        (Transferred, 830, 450),
        (Died, 1070, 450),
        (Cancelled, 1290, 450),
    ];

    public static readonly IReadOnlyList<CaseWay> Ways =
    [
        new(Nothing, Is(Expected), "M27 150 H68", 26, 142),
        new(Nothing, IsAny(Stay), "M20 143 V24 H700 V36", 60, 18),
        new([Expected], ToAsPlanned, "M204 150 H251", 78, 64),
        new([InHospital], Is(Ready), "M416 182 H490", 420, 160),
        new([Ready], Is(InHospital), "M494 200 H420", 420, 220),
        new(Ward, Is(Referred), "M640 182 H730", 642, 160),
        new([Referred], ToAsPlanned, "M734 200 H644", 642, 220),
        new([Planning], ToAsPlanned, "M1020 213 C1020 290 560 290 560 246", 760, 268),
        new([Referred], Is(Planning), "M866 190 H950", 870, 180),
        new(Ward, Is(Planning), "M560 134 C600 76 960 76 1005 163", 720, 86),
        new([Planning], Is(Arranged), "M1086 182 H1180", 1104, 176),
        new([Arranged], Is(Planning), "M1184 200 H1090", 1092, 220),
        new([Referred], Is(Arranged), "M815 167 C850 118 1180 118 1232 163", 850, 128),
        new(Ward, Is(Arranged), "M440 134 C520 40 1180 40 1255 163", 600, 62),
        new(Stay, Is(Discharged), "M370 310 V423", 378, 352),
        new(Stay, Is(SelfDischarged), "M600 310 V423", 608, 352),
        new(Stay, Is(Transferred), "M830 310 V423", 838, 352),
        new(Stay, Is(Died), "M1030 310 V423", 1038, 352),
        new(Stay, Is(Cancelled), "M1290 310 V423", 1298, 352),
        new(Ends, ToBeforeEnd, "M1146 478 H1164 V314", 1170, 396),
        new(Left, Is(InHospital), "M280 450 H236 V200 H280", 178, 470),
        new([Cancelled], Is(InHospital), "M1356 450 H1420 V290 H350 V217", 1426, 370),
        new([Discharged], Is(SelfDischarged), "M436 450 H530", 440, 440),
        new([Discharged], Is(Transferred), "M370 473 C370 522 830 522 830 477", 560, 526),
        new(Left, Is(Died), "M906 450 H1000", 912, 428),
        new([null, Expected], IsAny(Ends), "M138 173 V556 M20 157 V556 H700 V502", 150, 550, OneLine: true),
        new([null, Expected], Is(Cancelled), "M138 173 V586 M20 157 V586 H1290 V477", 760, 580),
    ];

    public static string Write()
    {
        var svg = new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1480 610" role="img" aria-labelledby="title" font-family="Arial, sans-serif" font-size="12">
            <title id="title">The states of a discharge case, and the facts that lead from one to another</title>
            <!-- Drawn from CaseTransitions.Table by CaseDocumentTests; do not edit. -->
            <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#425563"/></marker></defs>
            <rect width="1480" height="610" fill="#fff"/>
            <circle cx="20" cy="150" r="7" fill="#212b32"/>
            <rect x="255" y="40" width="1075" height="270" rx="10" fill="#f0f4f5" stroke="#768692"/>
            <text x="1318" y="58" text-anchor="end" fill="#425563" font-weight="bold">In the hospital</text>
            <rect x="274" y="134" width="366" height="112" rx="8" fill="none" stroke="#768692" stroke-dasharray="5 4"/>
            <text x="632" y="240" text-anchor="end" fill="#425563">with the ward</text>
            <rect x="262" y="404" width="884" height="94" rx="8" fill="none" stroke="#768692"/>
            <text x="1138" y="492" text-anchor="end" fill="#425563">stay ended</text>
            <rect x="280" y="416" width="626" height="68" rx="8" fill="none" stroke="#768692" stroke-dasharray="5 4"/>

            """
        );
        foreach (var (state, x, y) in Boxes)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <rect x="{x - 66}" y="{y - 23}" width="132" height="46" rx="6" fill="{Fill(state)}"/>
                <text x="{x}" y="{y + 5}" text-anchor="middle" fill="#fff" font-size="14" font-weight="bold">{CaseDocument.Words(
                    state.ToString()
                )}</text>

                """
            );
        foreach (var way in Ways)
            Draw(svg, way);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, CaseWay way)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{way.Path}\" fill=\"none\" stroke=\"#425563\" stroke-width=\"1.5\" marker-end=\"url(#tip)\"/>\n"
        );
        var lines = way.Lines;
        for (var i = 0; i < lines.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{way.X}\" y=\"{way.Y + 14 * i}\" fill=\"#212b32\">{lines[i]}</text>\n");
    }

    private static string Fill(CaseState state) =>
        state switch
        {
            Expected => "#425563",
            < Discharged => "#005eb8",
            Cancelled => "#8a1f11",
            _ => "#006747",
        };

    private static Func<CaseTransition, bool> Is(CaseState state) => IsAny([state]);

    private static Func<CaseTransition, bool> IsAny(CaseState?[] states) =>
        row => row.Target is CaseTarget.Into into && states.Contains(into.State);

    private static bool ToAsPlanned(CaseTransition row) => row.Target is CaseTarget.AsPlanned;

    private static bool ToBeforeEnd(CaseTransition row) => row.Target is CaseTarget.BeforeEnd;
}

/// <param name="Path">Of an SVG path.</param>
/// <param name="X">Where its words begin.</param>
/// <param name="OneLine">Not one fact a line.</param>
internal sealed record CaseWay(CaseState?[] From, Func<CaseTransition, bool> Leads, string Path, int X, int Y, bool OneLine = false)
{
    private const int MostNamed = 6;

    public IReadOnlyList<CaseTransition> Rows { get; } = [.. CaseTransitions.Table.Where(row => From.Contains(row.From) && Leads(row))];

    /// <summary>One fact a line; where nearly every fact leads there, that.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            string[] facts = [.. Rows.Select(Words).Distinct(StringComparer.Ordinal)];
            if (facts.Length > MostNamed)
                return ["Admitted, or any other fact of a stay"];
            return OneLine ? [string.Join(", ", facts)] : facts;
        }
    }

    private static string Words(CaseTransition row)
    {
        var fact = CaseDocument.Words(row.Fact.ToString());
        return row switch
        {
            { Fact: StayFactKind.PathwayAgreed } when row.When == CaseGuard.Pathway0 => "Pathway 0",
            { Fact: StayFactKind.PathwayAgreed, From: CaseState.Arranged } => "Other pathway",
            { Fact: StayFactKind.PathwayAgreed } => "Pathway 1–3",
            { Target: CaseTarget.Into { State: CaseState.SelfDischarged }, From: CaseState.Discharged } => "by self",
            { Fact: StayFactKind.Discharged, Target: CaseTarget.Into { State: CaseState.SelfDischarged } } => "Discharged (by self)",
            { Fact: StayFactKind.Discharged, Target: CaseTarget.Into { State: CaseState.Died }, From: >= CaseState.Discharged } =>
                "by death",
            { Fact: StayFactKind.Discharged, Target: CaseTarget.Into { State: CaseState.Died } } => "Discharged (by death)",
            _ => fact,
        };
    }
}
