using System.Security.Cryptography;

namespace Plenum.Common;

/// <summary>The injected source of randomness: rules take it as an argument, tests seed it.</summary>
internal abstract class Dice
{
    /// <summary>A number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public abstract int Next(int limit);

    /// <summary>Fisher–Yates: every order is equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}

/// <summary>Cryptographic randomness: the one the server runs with.</summary>
internal sealed class SecureDice : Dice
{
    public override int Next(int limit) => RandomNumberGenerator.GetInt32(limit);
}
