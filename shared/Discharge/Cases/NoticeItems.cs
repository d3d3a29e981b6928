using IntegrationHub.Directory;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What a Task says of a notice besides its own elements: the codes of the types of its inputs. Those of the directory's checklist.</summary>
public static class NoticeItems
{
    public static CaseCodeSystem System { get; } =
        new(
            "discharge-notice-item",
            "What a notice says",
            [
                Item(NoticeDatum.Consulted, "The person, and a carer where feasible, were consulted: true"),
                Item(NoticeDatum.ContinuingHealthcare, "NHS continuing healthcare was considered, and with what result"),
                Item(NoticeDatum.Objection, "Whether the person or a carer objected: true or false"),
                Item(NoticeDatum.LiaisonPerson, "Name and telephone or e-mail of who is asked about it"),
                Item(NoticeDatum.PersonTold, "The person and a carer were told the date: true"),
                Item(NoticeDatum.NoticeWithdrawn, "Which notice is withdrawn: the hub's id of it, assessment or discharge"),
                Item(NoticeDatum.Reason, "Why"),
            ]
        );

    private static CaseCode Item(NoticeDatum datum, string display) => new(NoticeData.NameOf(datum), display);
}
