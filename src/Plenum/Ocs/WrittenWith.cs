using System.Text.Json.Serialization.Metadata;

namespace Plenum.Ocs;

/// <summary>A property that is written, null or not, whenever another one of the same view has a value; else it is left out.</summary>
/// <param name="property">The other one.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WrittenWithAttribute(string property) : Attribute
{
    public string Property { get; } = property;

    /// <summary>Teaches the serializer.</summary>
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;

        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(WrittenWithAttribute), inherit: true) is not [WrittenWithAttribute with]) continue;

            var other = type.Type.GetProperty(with.Property)!;
            property.ShouldSerialize = (view, _) => other.GetValue(view) is not null;
        }
    }
}
