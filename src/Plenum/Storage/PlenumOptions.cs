namespace Plenum.Storage;

/// <summary>Where the server keeps its data and finds its pages; <c>Plenum__…</c>.</summary>
internal sealed record PlenumOptions
{
    /// <summary>SQLite file, keys, uploaded pictures. Nothing is written elsewhere.</summary>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Password of the account <c>admin</c> on the very first start; random and printed once when it is not given.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>The folder with the web app as it was built; the one beside the server when it is not given.</summary>
    public string? WebRoot { get; init; }
}
