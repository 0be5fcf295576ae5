using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.Storage;

/// <summary>
/// How many rows a table has and what is in them, the same whichever order they come in: the sum of the rows' hashes.
/// Numbers and truth values count alike, however wide the database stores them.
/// </summary>
internal readonly record struct TableDigest(long Rows, UInt128 Sum)
{
    public TableDigest With(IReadOnlyList<object?> row)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var value in row) Write(bytes, value);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return new TableDigest(Rows + 1, unchecked(Sum + BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }

    private static void Write(ArrayBufferWriter<byte> bytes, object? value)
    {
        switch (value)
        {
            case null:
                Mark(bytes, kind: 0, length: 0);
                break;
            case string text:
                Mark(bytes, kind: 1, Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, bytes);
                break;
            case byte[] raw:
                Mark(bytes, kind: 2, raw.Length);
                bytes.Write(raw);
                break;
            case double real:
                Mark(bytes, kind: 3, BitConverter.DoubleToInt64Bits(real));
                break;
            default:
                Mark(bytes, kind: 4, Convert.ToInt64(value, provider: null));
                break;
        }
    }

    private static void Mark(ArrayBufferWriter<byte> bytes, byte kind, long length)
    {
        var span = bytes.GetSpan(1 + sizeof(long));
        span[0] = kind;
        BinaryPrimitives.WriteInt64BigEndian(span[1..], length);
        bytes.Advance(1 + sizeof(long));
    }
}
