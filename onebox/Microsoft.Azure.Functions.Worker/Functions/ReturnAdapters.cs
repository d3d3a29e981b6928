using System.Reflection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Awaits what a function returned and gives its value; null where it returns none.</summary>
internal delegate ValueTask<object?> ReturnAdapter(object? returned);

/// <summary>Chosen once a function, from its return type.</summary>
internal static class ReturnAdapters
{
    public static ReturnAdapter For(Type type)
    {
        if (type == typeof(Task))
            return FromTask;
        if (type == typeof(ValueTask))
            return FromValueTask;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Generic(nameof(FromTaskOf), type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Generic(nameof(FromValueTaskOf), type);
        return static returned => ValueTask.FromResult(returned);
    }

    /// <summary>The type of the value itself: T of Task&lt;T&gt; and ValueTask&lt;T&gt;.</summary>
    public static Type ValueType(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GenericTypeArguments[0]
            : type;

    private static ReturnAdapter Generic(string name, Type type) =>
        typeof(ReturnAdapters)
            .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GenericTypeArguments)
            .CreateDelegate<ReturnAdapter>();

    private static async ValueTask<object?> FromTask(object? returned)
    {
        await (Task)returned!;
        return null;
    }

    private static async ValueTask<object?> FromValueTask(object? returned)
    {
        await (ValueTask)returned!;
        return null;
    }

    private static async ValueTask<object?> FromTaskOf<T>(object? returned) => await (Task<T>)returned!;

    private static async ValueTask<object?> FromValueTaskOf<T>(object? returned) => await (ValueTask<T>)returned!;
}
