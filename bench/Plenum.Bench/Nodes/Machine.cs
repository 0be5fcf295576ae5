using System.Globalization;
using System.Runtime.InteropServices;

namespace Plenum.Bench.Nodes;

/// <summary>What it was measured on.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown processor";
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({model}), {gibibytes:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}. Server, limits, database and load generator share them.");
    }
}
