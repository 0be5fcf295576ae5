namespace Plenum.Telemetry;

/// <summary>How log lines look; <c>Plenum__Log__…</c>.</summary>
internal sealed record LogOptions
{
    public const string Section = "Plenum:Log";
    public const string Text = "text";
    public const string Json = "json";

    /// <summary><c>text</c> for people, <c>json</c> for programs: one object a line.</summary>
    public string Format { get; init; } = Text;

    public bool IsValid => Format is Text or Json;
}
