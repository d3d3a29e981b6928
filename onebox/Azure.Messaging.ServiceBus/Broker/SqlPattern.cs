namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A LIKE pattern: <c>%</c> any text, <c>_</c> any one character, and an escape character that makes the next one literal.</summary>
internal sealed class SqlPattern
{
    private readonly record struct Step(char Character, bool AnyOne, bool AnyText);

    private readonly List<Step> _steps = [];

    /// <exception cref="ArgumentException">The pattern ends with its escape character.</exception>
    public SqlPattern(string pattern, char? escape)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == escape)
            {
                if (++i == pattern.Length)
                    throw new ArgumentException("A LIKE pattern ends with its escape character.");
                _steps.Add(new Step(pattern[i], AnyOne: false, AnyText: false));
            }
            else
                _steps.Add(new Step(pattern[i], pattern[i] == '_', pattern[i] == '%'));
        }
    }

    /// <summary>Goes back to the last <c>%</c> only, so the time is at most the product of the two lengths.</summary>
    public bool Matches(string text)
    {
        int at = 0,
            step = 0,
            lastAny = -1,
            lastAt = 0;
        while (at < text.Length)
        {
            if (step < _steps.Count && _steps[step].AnyText)
            {
                lastAny = step++;
                lastAt = at;
            }
            else if (step < _steps.Count && (_steps[step].AnyOne || _steps[step].Character == text[at]))
            {
                step++;
                at++;
            }
            else if (lastAny >= 0)
            {
                step = lastAny + 1;
                at = ++lastAt;
            }
            else
                return false;
        }
        while (step < _steps.Count && _steps[step].AnyText)
            step++;
        return step == _steps.Count;
    }
}
