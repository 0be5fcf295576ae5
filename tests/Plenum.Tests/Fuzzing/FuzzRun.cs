using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Plenum.Tests.Fuzzing;

/// <summary>
/// How long something is tried with made-up input: a number of rounds in the suite, always the same ones, so that a
/// change is to blame for what fails; new ones for <c>PLENUM_FUZZ_SECONDS</c>. <c>PLENUM_FUZZ_SEED</c> repeats one round.
/// </summary>
internal static class FuzzRun
{
    private static readonly string? Seconds = Environment.GetEnvironmentVariable("PLENUM_FUZZ_SECONDS");
    private static readonly string? OneSeed = Environment.GetEnvironmentVariable("PLENUM_FUZZ_SEED");

    /// <summary>The seeds to try, one after the other.</summary>
    public static IEnumerable<int> Seeds(int rounds)
    {
        if (OneSeed is { Length: > 0 })
        {
            yield return int.Parse(OneSeed, CultureInfo.InvariantCulture);
            yield break;
        }

        if (Seconds is not { Length: > 0 })
        {
            for (var seed = 1; seed <= rounds; seed++) yield return seed;
            yield break;
        }

        var begun = Stopwatch.StartNew();
        var atLeast = TimeSpan.FromSeconds(int.Parse(Seconds, CultureInfo.InvariantCulture));
        while (begun.Elapsed < atLeast) yield return RandomNumberGenerator.GetInt32(int.MaxValue);
    }

    /// <summary>Tries something pure many times; whatever goes wrong is told together with the seed that repeats it.</summary>
    public static void Each(int cases, Action<Oddities> attempt)
    {
        foreach (var seed in Seeds(cases))
        {
            try
            {
                attempt(new Oddities(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"PLENUM_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}: {exception.Message}", exception);
            }
        }
    }
}
