namespace IntegrationHub.Cli;

/// <summary>
/// What the person at the terminal can put right: shown as one line, without a stack trace, and the command ends with code 1.
/// </summary>
/// <param name="message">What is wrong and what to do about it, in one line.</param>
internal sealed class CommandFailure(string message, Exception? cause = null) : Exception(message, cause);
