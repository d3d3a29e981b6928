using System.Collections;

namespace Azure.Data.Tables;

public sealed partial class TableEntity : IDictionary<string, object>
{
    /// <summary>
    /// The property's value, null when there is none. Setting keeps the type that the property has: an int given for a long or double
    /// property is widened, and a long or double may take the place of an int.
    /// </summary>
    /// <exception cref="InvalidOperationException">The new value's type does not go with the property's.</exception>
    public object this[string key]
    {
        get => Find(key)!;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            _properties[key] =
                value is not null && _properties.TryGetValue(key, out var existing) && existing is not null
                    ? Coerce(existing, value)
                    : value;
        }
    }

    /// <inheritdoc/>
    public ICollection<string> Keys => _properties.Keys;

    /// <inheritdoc/>
    ICollection<object> IDictionary<string, object>.Values => _properties.Values!;

    /// <inheritdoc/>
    public int Count => _properties.Count;

    /// <inheritdoc/>
    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    private IDictionary<string, object> AsDictionary => _properties!;

    /// <inheritdoc/>
    public void Add(string key, object value) => _properties.Add(key, value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    /// <inheritdoc/>
    public bool Remove(string key) => _properties.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value!);

    /// <inheritdoc/>
    public void Clear() => _properties.Clear();

    /// <inheritdoc/>
    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => this[item.Key] = item.Value;

    /// <inheritdoc/>
    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => AsDictionary.Contains(item);

    /// <inheritdoc/>
    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        AsDictionary.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => AsDictionary.Remove(item);

    /// <inheritdoc/>
    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => AsDictionary.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private static object Coerce(object existing, object value) =>
        (existing, value) switch
        {
            (int, long or double) => value,
            (long, int number) => (long)number,
            (double, int number) => (double)number,
            (DateTimeOffset, DateTime moment) => new DateTimeOffset(moment),
            // Types only: a value may be something that must not reach a log.
            _ => existing.GetType().IsInstanceOfType(value)
                ? value
                : throw new InvalidOperationException(
                    $"A value of type {value.GetType()} cannot replace one of type {existing.GetType()}."
                ),
        };
}
