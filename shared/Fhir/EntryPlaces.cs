using System.Text.Json;

namespace IntegrationHub.Fhir;

/// <summary>Where a resource of a Bundle stands in the raw bytes: what makes the original one ranged read.</summary>
/// <param name="Offset">Bytes from the start of the message.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ByteRange(int Offset, int Length);

/// <summary>Follows <c>entry[n].resource</c> of a Bundle; depth alone tells the place, so no path is kept.</summary>
internal struct EntryPlaces
{
    private bool inEntries;
    private bool resourceNext;
    private int start;

    public void FollowName(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth)
        {
            case 1:
                inEntries = reader.ValueTextEquals("entry"u8);
                break;
            case 3 when inEntries:
                resourceNext = reader.ValueTextEquals("resource"u8);
                break;
        }
    }

    public void FollowStart(ref Utf8JsonReader reader, List<ByteRange?> ranges)
    {
        if (!inEntries)
            return;
        switch (reader.CurrentDepth)
        {
            case 2:
                ranges.Add(null);
                break;
            case 3 when resourceNext:
                start = (int)reader.TokenStartIndex;
                break;
        }
    }

    public void FollowEnd(ref Utf8JsonReader reader, List<ByteRange?> ranges)
    {
        if (!inEntries || !resourceNext || reader.CurrentDepth != 3)
            return;
        if (ranges.Count > 0)
            ranges[^1] = new ByteRange(start, (int)reader.BytesConsumed - start);
        resourceNext = false;
    }
}
