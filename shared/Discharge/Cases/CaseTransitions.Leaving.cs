using static IntegrationHub.Discharge.Cases.CaseState;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Discharge.Cases;

internal static partial class CaseTransitions
{
    private static IEnumerable<CaseTransition> Leaving() =>
        [
            .. Rows(Kind.Discharged, InHospitalOrBefore, To(Died), CaseGuard.ByDeath),
            .. Rows(Kind.Discharged, InHospitalOrBefore, To(SelfDischarged), CaseGuard.BySelf),
            .. Rows(Kind.Discharged, InHospitalOrBefore, To(Discharged)),
            .. Rows(Kind.Discharged, Left, To(Died), CaseGuard.DeathBySameSource),
            .. Rows(Kind.Discharged, Left, To(Died), CaseGuard.ByDeath, CaseConflicts.DischargedAndDied),
            .. Rows(Kind.Discharged, [Discharged], To(SelfDischarged), CaseGuard.BySelfWhereNoneWasTold),
            .. Rows(Kind.Discharged, [Discharged], Stays, CaseGuard.BySelf, CaseConflicts.EndsDiffer),
            .. Rows(Kind.Discharged, [Discharged], Stays),
            .. Rows(Kind.Discharged, [SelfDischarged], Stays, CaseGuard.BySelf),
            .. Rows(Kind.Discharged, [SelfDischarged], Stays, CaseGuard.WithoutMethod),
            .. Rows(Kind.Discharged, [SelfDischarged], Stays, conflict: CaseConflicts.EndsDiffer),
            .. Rows(Kind.Discharged, [Died], Stays, CaseGuard.ByDeath),
            .. Rows(Kind.Discharged, [Died], Stays, CaseGuard.SameSource),
            .. Rows(Kind.Discharged, [Died], Stays, conflict: CaseConflicts.DischargedAndDied),
            // Many systems tell a transfer to another trust as a discharge as well.
            .. Rows(Kind.Discharged, [Transferred], Stays, CaseGuard.SameTime),
            .. Rows(Kind.Discharged, [Transferred], Stays, conflict: CaseConflicts.EndsDiffer),
            .. AfterCancellation(Kind.Discharged),
            .. Rows(Kind.Died, InHospitalOrBefore, To(Died)),
            .. Rows(Kind.Died, Left, To(Died), CaseGuard.SameSource),
            .. Rows(Kind.Died, Left, To(Died), conflict: CaseConflicts.DischargedAndDied),
            .. Rows(Kind.Died, [Died], Stays),
            .. AfterCancellation(Kind.Died),
            .. Rows(Kind.TransferredOut, InHospitalOrBefore, To(Transferred)),
            .. Rows(Kind.TransferredOut, [Discharged], To(Transferred), CaseGuard.SameTime),
            .. Rows(Kind.TransferredOut, [Discharged, SelfDischarged], Stays, conflict: CaseConflicts.EndsDiffer),
            .. Rows(Kind.TransferredOut, [Died], Stays, conflict: CaseConflicts.DischargedAndDied),
            .. Rows(Kind.TransferredOut, [Transferred], Stays),
            .. AfterCancellation(Kind.TransferredOut),
        ];

    private static IEnumerable<CaseTransition> Undone() =>
        [
            .. Rows(Kind.AdmissionCancelled, Nothing, To(Cancelled), CaseGuard.AdmissionToldOnce),
            .. Rows(Kind.AdmissionCancelled, Nothing, To(Cancelled), conflict: CaseConflicts.CancelsNoAdmission),
            .. Rows(Kind.AdmissionCancelled, [Expected, .. Stay], To(Cancelled)),
            .. Rows(Kind.AdmissionCancelled, Ended, Stays, conflict: CaseConflicts.AfterEnd),
            .. Rows(Kind.AdmissionCancelled, [Cancelled], Stays),
            .. Rows(Kind.DischargeCancelled, Nothing, To(InHospital), CaseGuard.DischargeToldOnce),
            .. Rows(Kind.DischargeCancelled, Nothing, To(InHospital), conflict: CaseConflicts.CancelsNoDischarge),
            .. Rows(Kind.DischargeCancelled, [Expected], AsPlanned, CaseGuard.DischargeToldOnce),
            .. Rows(Kind.DischargeCancelled, [Expected], AsPlanned, conflict: CaseConflicts.CancelsNoDischarge),
            .. Rows(Kind.DischargeCancelled, Stay, Stays, CaseGuard.DischargeToldOnce),
            .. Rows(Kind.DischargeCancelled, Stay, Stays, conflict: CaseConflicts.CancelsNoDischarge),
            .. Rows(Kind.DischargeCancelled, Ended, BeforeEnd),
            .. AfterCancellation(Kind.DischargeCancelled),
        ];

    private static IEnumerable<CaseTransition> AfterCancellation(Kind fact) =>
        Rows(fact, [Cancelled], Stays, conflict: CaseConflicts.AfterEnd);
}
