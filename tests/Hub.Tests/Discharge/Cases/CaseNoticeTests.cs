using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>Notices of a case: given, answered, withdrawn.</summary>
public sealed class CaseNoticeTests
{
    private const string First = "notice-1";
    private const string Second = "notice-2";

    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1);

    [Fact]
    public void An_answer_and_a_withdrawal_mean_the_notice_that_they_name()
    {
        var stay = Fold(
            A.Says(1, Admitted),
            First.Says(1, Given(CaseNotice.Discharge, 2)),
            Second.Says(1, Given(CaseNotice.Discharge, 3)),
            B.Says(1, Fact(Kind.NoticeAnswered, 4) with { Code = CaseNotice.Discharge, Notice = First, Accepted = true }),
            "notice-3".Says(1, Given(CaseNotice.Withdrawal, 5) with { Notice = Second })
        );

        Assert.Equal([true, null, null], stay.Notices.Select(notice => notice.Accepted));
        Assert.Equal([null, At(5), null], stay.Notices.Select(notice => notice.WithdrawnAt));
        Assert.Equal(Second, stay.Notices[2].Withdraws);
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void Without_a_name_they_mean_the_last_of_the_kind_that_stands()
    {
        var stay = Fold(
            A.Says(1, Admitted),
            First.Says(1, Given(CaseNotice.Assessment, 2)),
            Second.Says(1, Given(CaseNotice.Discharge, 3)),
            "notice-3".Says(1, Given(CaseNotice.Withdrawal, 4) with { Withdraws = CaseNotice.Discharge }),
            B.Says(1, Fact(Kind.NoticeAnswered, 5) with { Code = CaseNotice.Discharge, Accepted = true })
        );

        Assert.Equal(CaseConflicts.AnswersNoNotice, Assert.Single(stay.Conflicts).Code);
        Assert.Equal([First], stay.Notices.Where(notice => notice.Waits).Select(notice => notice.Id));
    }

    [Fact]
    public void What_waits_for_the_council_is_a_notice_then_the_assessment_then_the_start_of_care()
    {
        var told = new List<StayStatement>
        {
            A.Says(1, Admitted, Fact(Kind.ReferredToHub, 2), Fact(Kind.PathwayAgreed, 3) with { Pathway = 1 }),
            First.Says(1, Given(CaseNotice.Assessment, 4)),
            "task".Says(1, Fact(Kind.AssessmentAsked, 4) with { Organisation = "C90001" }),
        };
        Asks<CaseAsk.AnswerNotice, CaseAsk.TakeAssessment>();
        told.Add(B.Says(1, Fact(Kind.NoticeAnswered, 5) with { Code = CaseNotice.Assessment, Accepted = true }));
        told.Add("answer".Says(1, Fact(Kind.AssessmentAccepted, 5)));
        Assert.IsType<CaseAsk.DoAssessment>(Assert.Single(Of("C90001")));
        told.Add("done".Says(1, Fact(Kind.AssessmentDone, 6)));
        Assert.IsType<CaseAsk.StartOfCare>(Assert.Single(Of("C90001")));
        Assert.Empty(Of("C90003"));
        told.Add("care".Says(1, Fact(Kind.Arranged, 7)));
        Assert.Empty(Of("C90001"));

        IReadOnlyList<CaseAsk> Of(string council) => CaseAsks.Of(Fold([.. told]) with { Council = "C90001" }, council);

        void Asks<TFirst, TSecond>()
        {
            var asks = Of("C90001");
            Assert.Equal(2, asks.Count);
            Assert.IsType<TFirst>(asks[0]);
            Assert.IsType<TSecond>(asks[1]);
        }
    }

    [Fact]
    public void Nothing_of_a_notice_is_printed()
    {
        var notice = new CaseNotice(First, CaseNotice.Discharge, At(2), "RX1") { Says = "liaison: Zorabella" };
        Assert.DoesNotContain(
            "Zorabella",
            $"{notice}{new CaseAnswer(AnswerVerb.DeclineNotice, First, null, "Zorabella")}",
            StringComparison.Ordinal
        );
    }

    private static StayFact Given(string kind, int day) => Fact(Kind.NoticeGiven, day) with { Code = kind, Organisation = "C90001" };
}
