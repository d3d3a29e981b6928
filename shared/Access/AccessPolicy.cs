using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>
/// Who may do what. Pure: a caller and values in, an answer out. What no line here allows is refused, so an organisation that the
/// directory does not know, a role at the wrong kind of organisation and a place that nobody serves all come to a no.
/// </summary>
public sealed class AccessPolicy(HubDirectory directory)
{
    /// <summary>Whether a caller may send anything: a system, at an organisation of its kind that has a sender policy.</summary>
    public Verdict MaySend(Caller caller)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        return IsSystemOf(caller.Role, organisation.Kind) && directory.PolicyOf(caller.Organisation).MaySendAnything
            ? Verdict.Yes
            : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>Whether a caller may send resources of a type, by its sender policy.</summary>
    public Verdict MaySend(Caller caller, string resourceType)
    {
        var may = MaySend(caller);
        if (!may.IsAllowed || directory.PolicyOf(caller.Organisation).MaySend(resourceType))
            return may;
        return Verdict.No(ErrorCatalogue.SenderMayNotSendType);
    }

    /// <summary>
    /// Whether a caller may tell of anything by an event: its systems, and those of its staff who work discharges, who are no systems but
    /// have a part in the case.
    /// </summary>
    public Verdict MayTellEvents(Caller caller)
    {
        var may = MaySend(caller);
        return !may.IsAllowed && WorksDischarges(caller) ? Verdict.Yes : may;
    }

    /// <summary>
    /// Whether a caller may tell of anything at all by an event: as <see cref="MayTellEvents"/>, and care staff, who may tell of referrals in
    /// which their organisation has a part.
    /// </summary>
    public Verdict MayTellAnything(Caller caller)
    {
        var may = MayTellEvents(caller);
        return !may.IsAllowed && IsCareStaffOf(caller) ? Verdict.Yes : may;
    }

    /// <summary>Whether a caller may tell of referrals by a type of event that so many may tell.</summary>
    /// <param name="byItself">Whether the event names the person and no referral: then systems only.</param>
    public Verdict MayTellOfReferrals(Caller caller, ReferralTellers tellers, bool byItself)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var sends = MaySend(caller).IsAllowed;
        var may = tellers switch
        {
            ReferralTellers.Councils => organisation.Kind is OrganisationKind.Council
                && (sends || !byItself && caller.Role is Role.SocialWorker or Role.DischargeCoordinator),
            ReferralTellers.Parties => sends || !byItself && IsCareStaffOf(caller),
            _ => false,
        };
        return may ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>
    /// Whether an organisation may speak of a person's referrals: as of stays, and councils to which the person was referred or passed on.
    /// </summary>
    /// <param name="referredTo">ODS codes of those councils.</param>
    public Verdict MaySpeakOfReferral(OdsCode organisation, RecordFacts record, IReadOnlyCollection<string> referredTo) =>
        referredTo.Contains(organisation.Value) && directory.Find(organisation) is { Kind: OrganisationKind.Council }
            ? Verdict.Yes
            : MaySpeakOfStay(organisation, record);

    /// <summary>
    /// Whether a caller may see a referral: care staff and systems of its council, of who sent it, and of whoever may read the whole record.
    /// 404, as for one that is not there.
    /// </summary>
    /// <param name="parties">ODS codes of referrer and council.</param>
    public Verdict MaySeeReferral(Caller caller, IReadOnlyCollection<string> parties, RecordFacts record)
    {
        var part = parties.Contains(caller.Organisation.Value) && MaySeeReferralsOf(caller, caller.Organisation).IsAllowed;
        return part || MayReadRecord(caller, record) is RecordAccess.Whole ? Verdict.Yes : Verdict.No(ErrorCatalogue.ReferralNotFound);
    }

    /// <summary>Whether a caller may see the list of an organisation's referrals: its own care staff and systems.</summary>
    public Verdict MaySeeReferralsOf(Caller caller, OdsCode organisation) =>
        caller.Organisation == organisation
        && directory.Find(organisation) is { } known
        && (IsCareStaffOf(caller) || IsSystemOf(caller.Role, known.Kind))
            ? Verdict.Yes
            : Verdict.No(ErrorCatalogue.NotAllowed);

    /// <summary>Whether a caller may tell of stays by a type of event that so many may tell.</summary>
    /// <param name="hub">The discharge hub that the event names, if any.</param>
    public Verdict MayTellOfStays(Caller caller, StayTellers tellers, DischargeHub? hub)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var isHospital = organisation.Kind is OrganisationKind.Trust or OrganisationKind.Site;
        var sends = MaySend(caller);
        var may = tellers switch
        {
            StayTellers.AnySystem => sends.IsAllowed,
            StayTellers.HospitalSystems => sends.IsAllowed && isHospital,
            StayTellers.Hospitals => isHospital && MayTellEvents(caller).IsAllowed,
            StayTellers.HospitalsAndCouncils => (isHospital || organisation.Kind is OrganisationKind.Council)
                && MayTellEvents(caller).IsAllowed,
            StayTellers.DischargeHubs => hub is not null && MayClaim(caller, hub).IsAllowed,
            _ => false,
        };
        return may ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>Whether a caller may name a stay by its own organisation's id of it.</summary>
    public Verdict MayNameStays(Caller caller) =>
        MaySend(caller).IsAllowed && directory.Find(caller.Organisation)?.Kind is OrganisationKind.Trust or OrganisationKind.Site
            ? Verdict.Yes
            : Verdict.No(ErrorCatalogue.StayNamedByAnother);

    /// <summary>
    /// Whether an organisation may speak of a stay that it names by the hub's id: it serves the person's place, or has sent something of
    /// the record. 404, as for a record that is not there: a refusal must not tell who is known to the hub.
    /// </summary>
    public Verdict MaySpeakOfStay(OdsCode organisation, RecordFacts record) =>
        directory.Find(organisation) is { } known && (record.PlaceIds.Any(known.Serves) || record.Contributors.Contains(organisation))
            ? Verdict.Yes
            : Verdict.No(ErrorCatalogue.NotFound);

    /// <summary>Whether a message that names an organisation as its sender may come from a caller: its own, or a site that its own runs.</summary>
    public Verdict MaySpeakFor(Caller caller, OdsCode named)
    {
        var passed = 0;
        for (OdsCode? at = named; at is { } code && passed <= directory.Organisations.Count; passed++)
        {
            if (code == caller.Organisation)
                return Verdict.Yes;
            at = directory.Find(code)?.PartOf;
        }

        return Verdict.No(ErrorCatalogue.SenderNotCaller);
    }

    /// <summary>
    /// Staff of a trust or council: records of the places it serves. Staff of a practice: its own patients, that is those registered
    /// with it and, where the record names no practice that the directory knows, those it sent itself. Systems: as the staff of their
    /// organisation, and always what they sent. Operators and privacy officers: no clinical content.
    /// </summary>
    public RecordAccess MayReadRecord(Caller caller, RecordFacts record)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return RecordAccess.None;
        var isSystem = IsSystemOf(caller.Role, organisation.Kind);
        if (!isSystem && !IsCareStaff(caller.Role))
            return RecordAccess.None;

        var contributed = record.Contributors.Contains(caller.Organisation);
        var whole = organisation.Kind switch
        {
            OrganisationKind.Practice => IsPatientOf(caller.Organisation, record, contributed),
            OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Council => record.PlaceIds.Any(organisation.Serves),
            _ => false,
        };
        if (whole)
            return RecordAccess.Whole;
        return isSystem && contributed ? RecordAccess.OwnContributions : RecordAccess.None;
    }

    /// <summary>Whether a caller may, giving a reason, read past what is withheld: care staff whose role's row in the directory says so.</summary>
    public bool MayBreakGlass(Caller caller) =>
        IsCareStaff(caller.Role)
        && directory.Reading.Roles.TryGetValue(caller.Role, out var row)
        && row.MayBreakGlass
        && directory.Find(caller.Organisation)
            is { Kind: OrganisationKind.Practice or OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Council };

    /// <summary>Whether a caller may look through broken glasses of an organisation's staff: its own privacy officer, or the board's.</summary>
    public Verdict MayReviewBrokenGlass(Caller caller, OdsCode organisation)
    {
        if (directory.Find(caller.Organisation) is not { } own)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var reaches =
            caller.Organisation == organisation
            || own.Kind is OrganisationKind.IntegratedCareBoard && directory.Find(organisation) is not null;
        return caller.Role is Role.PrivacyOfficer && reaches ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>Whether a caller may read one resource of a record, by who sent it.</summary>
    public Verdict MayReadResource(Caller caller, RecordFacts record, OdsCode sentBy) =>
        MayReadRecord(caller, record) switch
        {
            RecordAccess.Whole => Verdict.Yes,
            RecordAccess.OwnContributions when sentBy == caller.Organisation => Verdict.Yes,
            // 404, as for a resource that is not there: a refusal must not tell who is known to the hub.
            _ => Verdict.No(ErrorCatalogue.NotFound),
        };

    /// <summary>Whether a caller may claim, acknowledge and otherwise work a discharge hub's alerts.</summary>
    public Verdict MayClaim(Caller caller, DischargeHub hub)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var role =
            IsDischargeStaff(caller.Role)
            || caller.Role is Role.TrustSystem or Role.CouncilSystem && IsSystemOf(caller.Role, organisation.Kind);
        var kind = organisation.Kind is OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Council;
        return role && kind && organisation.Serves(hub.PlaceId) ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>
    /// Whether a caller may see how soon organisations answer what they are asked: those who are asked, on both sides, the board's people,
    /// and operators. It is about no person.
    /// </summary>
    public Verdict MaySeeFairness(Caller caller)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var kind =
            organisation.Kind
            is OrganisationKind.Trust
                or OrganisationKind.Site
                or OrganisationKind.Council
                or OrganisationKind.IntegratedCareBoard;
        var role = IsCareStaff(caller.Role) || IsSystemOf(caller.Role, organisation.Kind) || caller.Role is Role.Operator;
        return kind && role ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>
    /// Whether a caller may see the cases on a board. A hub's: who may work its alerts, and clinicians of a trust or site that serves its
    /// place, who only look. A council's: its own people and systems. Others are told that there is none.
    /// </summary>
    public Verdict MaySeeBoard(Caller caller, CaseBoard board)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.BoardNotFound);
        var may = board switch
        {
            CaseBoard.OfHub { Hub: var hub } => MayClaim(caller, hub).IsAllowed
                || caller.Role is Role.Clinician
                    && organisation.Kind is (OrganisationKind.Trust or OrganisationKind.Site)
                    && organisation.Serves(hub.PlaceId),
            CaseBoard.OfCouncil { Council: var council } => organisation == council
                && (
                    caller.Role is Role.SocialWorker or Role.DischargeCoordinator
                    || caller.Role is Role.CouncilSystem && IsSystemOf(caller.Role, organisation.Kind)
                ),
            _ => false,
        };
        return may ? Verdict.Yes : Verdict.No(ErrorCatalogue.BoardNotFound);
    }

    /// <summary>
    /// Whether a caller may subscribe its organisation to events, and look after its subscriptions: the organisation's systems, and its
    /// operators.
    /// </summary>
    public Verdict MaySubscribe(Caller caller)
    {
        if (directory.Find(caller.Organisation) is not { } organisation)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        var may = IsSystemOf(caller.Role, organisation.Kind) || caller.Role is Role.Operator;
        return may ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>Whether a caller may look at and look after an organisation's subscription: its own, or as an operator anybody's.</summary>
    public Verdict MaySeeSubscriptionsOf(Caller caller, OdsCode organisation)
    {
        var may = MaySubscribe(caller);
        return !may.IsAllowed || caller.Organisation == organisation || caller.Role is Role.Operator
            ? may
            : Verdict.No(ErrorCatalogue.SubscriptionNotFound);
    }

    /// <summary>The role by which an organisation's own systems read, for what the hub sends them; null where it has none.</summary>
    public Role? SystemRoleOf(OdsCode organisation) =>
        directory.Find(organisation)?.Kind switch
        {
            OrganisationKind.Practice => Role.GpSystem,
            OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Provider => Role.TrustSystem,
            OrganisationKind.Council => Role.CouncilSystem,
            _ => null,
        };

    /// <summary>Whether a caller may see and move dead letters, replay deliveries and read the hub's health.</summary>
    public Verdict MayOperate(Caller caller)
    {
        if (directory.Find(caller.Organisation) is null)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        return caller.Role is Role.Operator ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    /// <summary>
    /// Whether a caller may pass on what PDS says: an NHS number replaced or invalidated, and dates of birth and death that count against
    /// what others said.
    /// </summary>
    public Verdict MayTellOfNumbers(Caller caller)
    {
        var may = MaySend(caller);
        return may.IsAllowed && !directory.PolicyOf(caller.Organisation).SpeaksForPds ? Verdict.No(ErrorCatalogue.NotAllowed) : may;
    }

    /// <summary>Whether a caller may say which records are one person's, see how they came to be, and undo it.</summary>
    public Verdict MayDecideIdentity(Caller caller)
    {
        if (directory.Find(caller.Organisation) is null)
            return Verdict.No(ErrorCatalogue.OrganisationUnknown);
        return caller.Role is Role.PrivacyOfficer or Role.Operator ? Verdict.Yes : Verdict.No(ErrorCatalogue.NotAllowed);
    }

    private bool IsPatientOf(OdsCode practice, RecordFacts record, bool contributed)
    {
        var knownPractice =
            record.RegisteredPractice is { } code && directory.Find(code) is { Kind: OrganisationKind.Practice } registered
                ? registered.OdsCode
                : (OdsCode?)null;
        return knownPractice is { } known ? known == practice : contributed;
    }

    private bool WorksDischarges(Caller caller) =>
        IsDischargeStaff(caller.Role)
        && directory.Find(caller.Organisation)?.Kind is OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Council;

    private static bool IsDischargeStaff(Role role) => role is Role.DischargeCoordinator or Role.SocialWorker;

    private bool IsCareStaffOf(Caller caller) =>
        IsCareStaff(caller.Role)
        && directory.Find(caller.Organisation)
            is { Kind: OrganisationKind.Practice or OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Council };

    private static bool IsCareStaff(Role role) => role is Role.Clinician or Role.SocialWorker or Role.DischargeCoordinator;

    private static bool IsSystemOf(Role role, OrganisationKind kind) =>
        role switch
        {
            Role.GpSystem => kind is OrganisationKind.Practice,
            Role.TrustSystem => kind is OrganisationKind.Trust or OrganisationKind.Site or OrganisationKind.Provider,
            Role.CouncilSystem => kind is OrganisationKind.Council,
            _ => false,
        };
}
