using Xunit.v3;

namespace Plenum.Tests.Testing;

/// <summary>The test cases of the contract that a test proves, such as <c>"webinars L01"</c> or <c>"chat 5"</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class CaseAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. ids.Select(id => new KeyValuePair<string, string>("Case", id))];
}
