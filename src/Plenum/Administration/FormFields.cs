namespace Plenum.Administration;

/// <summary>The fields of a submitted form; what is missing is empty.</summary>
internal sealed class FormFields(IFormCollection? form)
{
    public string this[string name] => form?[name].ToString() ?? "";

    public static async Task<FormFields> OfAsync(HttpRequest request, CancellationToken ct) =>
        new(request.HasFormContentType ? await request.ReadFormAsync(ct) : null);
}
