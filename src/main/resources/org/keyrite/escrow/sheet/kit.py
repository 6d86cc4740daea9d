h = "@prefix@"
a = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
g = 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
b = "".join(f"{x:08b}" for x in bytes.fromhex(input()))
b += "0" * (-len(b) % 5)
v = [int(b[i:i+5], 2) for i in range(0, len(b), 5)]
p = [ord(x) >> 5 for x in h] + [0] + [ord(x) & 31 for x in h]
c = 1
for x in p + v + [0] * 6:
    t, c = c >> 25, (c & 0x1ffffff) << 5 ^ x
    for i in range(5):
        c ^= g[i] * (t >> i & 1)
v += [(c ^ 1) >> 25 - 5 * i & 31 for i in range(6)]
print((h + "1" + "".join(a[x] for x in v)).upper())
