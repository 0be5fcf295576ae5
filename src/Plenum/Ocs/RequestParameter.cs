using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Plenum.Ocs;

/// <summary>One declared parameter of an endpoint: name on the wire, type, default, bounds.</summary>
internal sealed class RequestParameter
{
    private readonly object? fallback;
    private readonly Type target;

    public RequestParameter(ParameterInfo parameter)
    {
        Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.GetCustomAttribute<WireNameAttribute>()?.Name ?? parameter.Name!);
        Type = parameter.ParameterType;
        target = Nullable.GetUnderlyingType(Type) ?? Type;
        IsNullable = target != Type
            || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        IsRequired = !parameter.HasDefaultValue && !IsNullable;
        Range = parameter.GetCustomAttribute<RangeAttribute>();
        fallback = parameter.HasDefaultValue ? Default(parameter) : Blank();
    }

    public string Name { get; }

    public Type Type { get; }

    public bool IsRequired { get; }

    public bool IsNullable { get; }

    public RangeAttribute? Range { get; }

    public object? Fallback => fallback;

    public bool TryBind(RecordBinder.Lookup lookup, out object? bound)
    {
        bound = fallback;
        if (!lookup(Name, out var raw) || raw is null) return !IsRequired;
        if (!TryCast(raw, target, out var value)) return false;
        if (Range is not null && !IsWithin(Range, value)) return false;

        bound = value;
        return true;
    }

    /// <summary>Compared as decimals: the attribute itself would overflow on a number beyond its own type.</summary>
    private static bool IsWithin(RangeAttribute range, object? value)
    {
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return number >= Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture) && number <= Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
    }

    private static bool TryCast(object raw, Type target, out object? value)
    {
        value = null;
        if (target == typeof(string))
        {
            var fits = ParameterCast.TryToText(raw, out var text);
            value = text;
            return fits;
        }

        if (target == typeof(bool))
        {
            var fits = ParameterCast.TryToFlag(raw, out var flag);
            value = flag;
            return fits;
        }

        if (target == typeof(long)) return TryInteger(raw, long.MinValue, long.MaxValue, number => number, out value);
        if (target == typeof(int)) return TryInteger(raw, int.MinValue, int.MaxValue, number => (int)number, out value);
        if (target == typeof(Raw))
        {
            value = new Raw(raw);
            return true;
        }

        if (target == typeof(string[])) return TryTexts(raw, out value);
        if (target == typeof(long[])) return TryIntegers(raw, out value);
        if (target == typeof(IReadOnlyDictionary<string, string>)) return TryTextMap(raw, out value);
        return TryRecord(raw, target, out value);
    }

    private static bool TryInteger(object raw, long min, long max, Func<long, object> convert, out object? value)
    {
        value = null;
        if (!ParameterCast.TryToInteger(raw, out var number) || number < min || number > max) return false;

        value = convert(number);
        return true;
    }

    private static bool TryTexts(object raw, out object? value)
    {
        var texts = new List<string>();
        value = null;
        foreach (var item in Items(raw))
        {
            if (!ParameterCast.TryToText(item, out var text)) return false;
            texts.Add(text);
        }

        value = texts.ToArray();
        return true;
    }

    private static bool TryIntegers(object raw, out object? value)
    {
        var numbers = new List<long>();
        value = null;
        foreach (var item in Items(raw))
        {
            if (!ParameterCast.TryToInteger(item, out var number)) return false;
            numbers.Add(number);
        }

        value = numbers.ToArray();
        return true;
    }

    private static bool TryTextMap(object raw, out object? value)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        value = map;
        if (raw is not Dictionary<string, object?> entries) return raw is List<object?> { Count: 0 };

        foreach (var (key, item) in entries)
        {
            if (!ParameterCast.TryToText(key, out _) || !ParameterCast.TryToText(item, out var text)) return false;
            map[key] = text;
        }

        return true;
    }

    /// <summary>A nested record: a JSON object, a form map, or (as the SIP bridge sends it) JSON in a string.</summary>
    private static bool TryRecord(object raw, Type target, out object? value)
    {
        value = null;
        if (raw is string json) raw = ParameterBag.FromJsonText(json) ?? raw;
        if (raw is List<object?> { Count: 0 }) raw = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (raw is not Dictionary<string, object?> entries) return false;

        string? misfit = null;
        value = RecordBinder.For(target).Build((string name, out object? item) => entries.TryGetValue(name, out item), ref misfit);
        return misfit is null;
    }

    private static IEnumerable<object?> Items(object raw) => raw switch
    {
        List<object?> list => list,
        Dictionary<string, object?> map => map.Values,
        _ => [raw],
    };

    private object? Default(ParameterInfo parameter) =>
        parameter.DefaultValue is null && target.IsValueType && target == Type ? Activator.CreateInstance(target) : parameter.DefaultValue;

    /// <summary>What stands in for a required value that is missing; the request is refused before anybody sees it.</summary>
    private object? Blank()
    {
        if (IsNullable) return null;
        if (target == typeof(string)) return "";
        return target.IsValueType ? Activator.CreateInstance(target) : null;
    }
}

/// <summary>A parameter as it came, for the few endpoints that tell more kinds of wrong apart than the casts do.</summary>
internal readonly record struct Raw(object? Value);

/// <summary>The name on the wire where it is not the camel-cased name of the parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class WireNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
