namespace Azure.Data.Tables.Entities;

/// <summary>The answer to a get of an entity that is not there.</summary>
internal sealed class NoEntityResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity does not exist: ask HasValue first.");

    public override Response GetRawResponse() => response;
}
