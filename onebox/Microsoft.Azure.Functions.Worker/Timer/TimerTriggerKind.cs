using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Timer functions take TimerInfo.</summary>
internal sealed class TimerTriggerKind : ITriggerKind
{
    public string BindingType => "timerTrigger";

    public void Check(FunctionModel function) { }

    public ArgumentSource? Argument(FunctionModel function, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(TimerInfo) ? static context => ValueTask.FromResult<object?>(context.Trigger) : null;

    public ITriggerListener CreateListener(FunctionModel function, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var attribute = (TimerTriggerAttribute)function.Attribute;
        TimerSchedule schedule;
        try
        {
            schedule = TimerSchedule.Parse(AppSettings.Resolve(configuration, function, attribute.Schedule));
        }
        catch (FormatException cause)
        {
            throw function.Refuse($"its schedule {cause.Message}", cause);
        }
        var time = services.GetRequiredService<TimeProvider>();
        var kept = attribute.UseMonitor && !schedule.IsFrequent(time.GetUtcNow().UtcDateTime);
        return new TimerListener(
            function,
            schedule,
            kept ? TimerStatusStore.For(function, services) : null,
            services.GetRequiredService<InvocationDispatcher>(),
            time,
            services.GetRequiredService<ILogger<TimerListener>>()
        );
    }
}
