using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>The notices that a place's council agreed with trusts.</summary>
internal static class NoticeStep
{
    public static NoticeRules? Read(RulesFile file, OrganisationStep organisations, GuardRails? rails, FaultList check)
    {
        if (file.Notices is not { } item)
            return null;
        var trusts = ImmutableArray.CreateBuilder<OdsCode>();
        check.Require(item.With.Length > 0, "$.notices.with", DirectoryRule.ListEmpty);
        for (var i = 0; i < item.With.Length; i++)
        {
            var path = FaultList.At("notices.with", i);
            if (!check.Ods(item.With[i], path, out var code))
                continue;
            check.Require(!trusts.Contains(code), path, DirectoryRule.ItemTwice);
            trusts.Add(code);
            if (!organisations.Organisations.Find(code.Value, check, path, DirectoryRule.UnknownOrganisation, out var trust))
                continue;
            if (check.Require(trust.Kind is OrganisationKind.Trust, path, DirectoryRule.WrongKind))
                check.Require(trust.Serves(file.Place), path, DirectoryRule.NoticeOutsidePlace);
        }

        check.Require(item.Kinds.Length > 0, "$.notices.kinds", DirectoryRule.ListEmpty);
        var kinds = new List<NoticeRule>();
        for (var i = 0; i < item.Kinds.Length; i++)
        {
            var path = FaultList.At("notices.kinds", i);
            if (ReadKind(item.Kinds[i], check, path) is not { } rule)
                continue;
            check.Require(kinds.TrueForAll(other => other.Kind != rule.Kind), path + ".kind", DirectoryRule.NoticeTwice);
            rails?.CheckNotice(rule, check, path);
            kinds.Add(rule);
        }

        return new(trusts.ToImmutable(), [.. kinds]);
    }

    private static NoticeRule? ReadKind(NoticeItem item, FaultList check, string path)
    {
        var kind = Words.Notice(item.Kind);
        var good = check.Word(kind, path + ".kind");
        TimeSpan? minimum = null;
        if (item.Minimum is { } text)
        {
            good &= check.Duration(text, path + ".minimum", out var time);
            minimum = time;
        }

        var needs = check.Words(Words.NoticeDatum, item.Needs, path + ".needs");
        return good ? new(kind, minimum, [.. needs]) : null;
    }
}
