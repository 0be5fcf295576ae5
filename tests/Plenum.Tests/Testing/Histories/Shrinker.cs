namespace Plenum.Tests.Testing;

/// <summary>
/// Makes a history that went wrong as short as it gets (delta debugging): leaves out ever smaller parts, then single
/// deeds of what happened at once, as long as it goes wrong in the same way.
/// </summary>
internal sealed class Shrinker(Func<IReadOnlyList<Step>, Task<bool>> goesWrong, int mostReplays)
{
    private int replays;

    /// <returns>The shortest history that was found, and whether it went wrong reliably enough to be shortened at all.</returns>
    public async Task<(IReadOnlyList<Step> Steps, bool Reproduced)> ShrinkAsync(IReadOnlyList<Step> steps)
    {
        if (!await StillAsync(steps)) return (steps, false);

        for (var size = steps.Count / 2; size > 0; size = size > 1 ? size / 2 : 0)
        {
            for (var from = steps.Count - size; from >= 0; from -= size)
            {
                var at = Math.Min(from, Math.Max(0, steps.Count - size));
                Step[] shorter = [.. steps.Take(at), .. steps.Skip(at + size)];
                if (await StillAsync(shorter)) steps = shorter;
            }
        }

        for (var index = 0; index < steps.Count; index++) steps = await ThinAsync(steps, index);
        return (steps, true);
    }

    private async Task<IReadOnlyList<Step>> ThinAsync(IReadOnlyList<Step> steps, int index)
    {
        for (var deed = steps[index].Deeds.Count - 1; deed >= 0 && steps[index].Deeds.Count > 1; deed--)
        {
            var thinner = new Step([.. steps[index].Deeds.Where((_, position) => position != deed)]);
            Step[] candidate = [.. steps.Take(index), thinner, .. steps.Skip(index + 1)];
            if (await StillAsync(candidate)) steps = candidate;
        }

        return steps;
    }

    private async Task<bool> StillAsync(IReadOnlyList<Step> steps)
    {
        if (steps.Count == 0 || replays >= mostReplays) return false;

        // What goes wrong only when two meet in a certain order does not do so every time.
        var tries = steps.Any(step => step.Deeds.Count > 1) ? 4 : 1;
        for (var one = 0; one < tries; one++)
        {
            replays++;
            if (await goesWrong(steps)) return true;
        }

        return false;
    }
}
