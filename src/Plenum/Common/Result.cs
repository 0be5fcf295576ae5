using System.Diagnostics.CodeAnalysis;

namespace Plenum.Common;

/// <summary>Nothing to say: the answer of an operation whose success carries no data.</summary>
internal readonly record struct Nothing;

/// <summary>Either a value or the <see cref="Refusal"/> that stands in its way.</summary>
internal readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    public T Value => Refusal is null
        ? value!
        : throw new InvalidOperationException($"The operation was refused: {Refusal.Kind} {Refusal.Error}.");

    public static implicit operator Result<T>(T value) => new(value, refusal: null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The same refusal, or what <paramref name="map"/> makes of the value.</summary>
    public Result<TOther> Then<TOther>(Func<T, TOther> map) => Refusal is null ? map(value!) : Refusal;

    public bool TryGet([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Refusal? refusal)
    {
        (result, refusal) = (value, Refusal);
        return Refusal is null;
    }
}

internal static class Result
{
    public static readonly Result<Nothing> Done = default(Nothing);
}
