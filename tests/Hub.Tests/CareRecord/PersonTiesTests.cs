using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord;

public sealed class PersonTiesTests
{
    private static readonly RecordId A = RecordId.Matched([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly RecordId B = RecordId.Matched([.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly RecordId C = RecordId.Matched([.. Enumerable.Repeat((byte)3, 32)]);

    private readonly Dictionary<RecordId, PersonTies> stored = new()
    {
        [A] = PersonTies.None,
        [B] = PersonTies.None,
        [C] = PersonTies.None,
    };

    [Fact]
    public async Task Two_records_are_one_from_the_moment_that_the_one_admits_the_other()
    {
        Change(A, new IdentityChange.PointsTo(B));
        Assert.Equal([A], await FollowAsync(A));
        Assert.Equal([B], await FollowAsync(B));

        Change(B, new IdentityChange.Admits(A));
        Assert.Equal([B, A], await FollowAsync(A));
        Assert.Equal([B, A], await FollowAsync(B));

        Change(B, new IdentityChange.Releases(A));
        Assert.Equal([A], await FollowAsync(A));
        Assert.Equal([B], await FollowAsync(B));
    }

    [Fact]
    public async Task A_number_replaced_twice_is_one_person_whichever_record_is_asked()
    {
        Join(A, B);
        Join(B, C);

        foreach (var record in new[] { A, B, C })
            Assert.Equal([C, B, A], await FollowAsync(record));
    }

    [Fact]
    public async Task Records_that_admit_each_other_in_a_circle_are_read_once_each()
    {
        Join(A, B);
        Join(B, C);
        Join(C, A);

        Assert.Equal([A, B, C], (await FollowAsync(B)).OrderBy(record => record.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_that_has_no_record_yet_is_passed_over()
    {
        Join(A, B);
        stored.Remove(A);

        Assert.Equal([B], await FollowAsync(B));
        Assert.Empty(await FollowAsync(A));
    }

    [Fact]
    public void Every_change_is_stored_as_text_and_read_back()
    {
        IdentityChange[] changes =
        [
            new IdentityChange.Admits(A),
            new IdentityChange.Releases(B),
            new IdentityChange.PointsTo(C),
            new IdentityChange.NumberInvalidated(),
            new IdentityChange.NumberRestored(),
        ];

        Assert.Equal(changes, IdentityChange.Split(IdentityChange.Join(changes)));
        Assert.Empty(IdentityChange.Split(null));
        Assert.Throws<InvalidDataException>(() => IdentityChange.Split("Admits"));
        Assert.Throws<InvalidDataException>(() => IdentityChange.Split($"Marries:{A}"));
    }

    private void Join(RecordId one, RecordId into)
    {
        Change(one, new IdentityChange.PointsTo(into));
        Change(into, new IdentityChange.Admits(one));
    }

    private void Change(RecordId record, IdentityChange change) => stored[record] = stored[record].With([change]);

    private Task<IReadOnlyList<RecordId>> FollowAsync(RecordId record) =>
        PersonTies.FollowAsync<RecordId>(
            record,
            id => Task.FromResult(stored.TryGetValue(id, out var ties) ? (id, ties) : ((RecordId, PersonTies)?)null)
        );
}
