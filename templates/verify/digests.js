// SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016), fed piece by piece: a file of any size needs no
// buffer of its size.

const rotated = (x, n) => (x << n) | (x >>> (32 - n));
const word = (bytes, at) =>
  (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// What both have in common: blocks of 64 bytes, a state of eight words, the length at the end.
class BlockDigest {
  constructor(initial) {
    this.state = Int32Array.from(initial);
    this.block = new Uint8Array(64);
    this.filled = 0;
    this.size = 0;
  }

  update(bytes) {
    this.size += bytes.length;
    let at = 0;
    if (this.filled) {
      at = Math.min(64 - this.filled, bytes.length);
      this.block.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) return this;
      this.compress(this.block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.compress(bytes, at);
    this.block.set(bytes.subarray(at));
    this.filled = bytes.length - at;
    return this;
  }

  // The digest in hex; nothing may be fed after it.
  hex() {
    const size = this.size;
    const tail = new Uint8Array((this.filled < 56 ? 64 : 128) - this.filled);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(size / 0x20000000));
    view.setUint32(tail.length - 4, (size % 0x20000000) * 8);
    this.update(tail);
    return Array.from(this.state, (x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

const SHA256_INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const SHA256_ROUNDS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const sha256Words = new Int32Array(64);

class Sha256 extends BlockDigest {
  constructor() {
    super(SHA256_INITIAL);
  }

  compress(bytes, at) {
    const w = sha256Words;
    for (let j = 0; j < 16; j++) w[j] = word(bytes, at + 4 * j);
    for (let j = 16; j < 64; j++) {
      const x = w[j - 15];
      const y = w[j - 2];
      const s0 = rotated(x, 25) ^ rotated(x, 14) ^ (x >>> 3);
      const s1 = rotated(y, 15) ^ rotated(y, 13) ^ (y >>> 10);
      w[j] = (w[j - 16] + s0 + w[j - 7] + s1) | 0;
    }
    const s = this.state;
    let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    for (let j = 0; j < 64; j++) {
      const s1 = rotated(e, 26) ^ rotated(e, 21) ^ rotated(e, 7);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA256_ROUNDS[j] + w[j]) | 0;
      const s0 = rotated(a, 30) ^ rotated(a, 19) ^ rotated(a, 10);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }
}

const SM3_INITIAL = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];
const SM3_ROUNDS = Int32Array.from({ length: 64 }, (_, j) =>
  rotated(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32),
);
const sm3Words = new Int32Array(68);

class Sm3 extends BlockDigest {
  constructor() {
    super(SM3_INITIAL);
  }

  compress(bytes, at) {
    const w = sm3Words;
    for (let j = 0; j < 16; j++) w[j] = word(bytes, at + 4 * j);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15);
      w[j] = x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13], 7) ^ w[j - 6];
    }
    const s = this.state;
    let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    for (let j = 0; j < 64; j++) {
      const a12 = rotated(a, 12);
      const ss1 = rotated((a12 + e + SM3_ROUNDS[j]) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[j]) | 0;
      d = c;
      c = rotated(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotated(f, 19);
      f = e;
      e = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17);
    }
    s[0] ^= a; s[1] ^= b; s[2] ^= c; s[3] ^= d; s[4] ^= e; s[5] ^= f; s[6] ^= g; s[7] ^= h;
  }
}

// Whether this browser reckons both as their standards say: "abc", and a message of two blocks.
function digestsHold() {
  const abc = Uint8Array.of(0x61, 0x62, 0x63);
  const long = Uint8Array.from({ length: 64 }, (_, j) => abc[j % 4] || 0x64);
  return (
    new Sha256().update(abc).hex() ===
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" &&
    new Sm3().update(abc).hex() ===
      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" &&
    new Sm3().update(long).hex() ===
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
  );
}
