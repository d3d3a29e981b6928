using System.Globalization;
using System.Text;

namespace Hl7.Fhir.Serialization;

internal sealed partial class PocoJsonReader
{
    // Where the reading is: the names on the way down, an index where the element repeats, the type where a resource begins.
    private PathPart[] path = new PathPart[32];
    private int depth;

    private struct PathPart
    {
        public string Name;
        public int Index;
        public string? ResourceType;
    }

    private void Enter(string name)
    {
        if (depth == path.Length)
            Array.Resize(ref path, depth * 2);
        ref var part = ref path[depth++];
        part.Name = name;
        part.Index = -1;
        part.ResourceType = null;
    }

    private void Leave() => depth--;

    private void SetIndex(int index) => path[depth - 1].Index = index;

    private int Index => path[depth - 1].Index;

    private void ClearIndex() => path[depth - 1].Index = -1;

    private void EnterRoot(string typeName) => Enter(typeName);

    private void EnterResource(string typeName)
    {
        if (depth == 0)
            Enter(typeName);
        else
            path[depth - 1].ResourceType = typeName;
    }

    private void LeaveResource()
    {
        if (depth == 1)
            Leave();
        else
            path[depth - 1].ResourceType = null;
    }

    private string Location()
    {
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
        {
            ref var part = ref path[i];
            if (i > 0)
                text.Append('.');
            text.Append(part.Name);
            if (part.Index >= 0)
                text.Append('[').Append(part.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            if (part.ResourceType is not null)
                text.Append(".ofType(").Append(part.ResourceType).Append(')');
        }
        return text.ToString();
    }
}
