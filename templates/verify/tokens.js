// What a time-stamp request or response is about (RFC 3161): as much DER as leads to its imprint.
// Any bytes in, a statement or null out; no signature is looked at.

const [INTEGER, OCTETS, OID, SEQUENCE, EXPLICIT] = [0x02, 0x04, 0x06, 0x30, 0xa0];
const SIGNED_DATA = "2a864886f70d010702"; // 1.2.840.113549.1.7.2
const TST_INFO = "2a864886f70d0109100104"; // 1.2.840.113549.1.9.16.1.4
const SHA_256 = "608648016503040201"; // 2.16.840.1.101.3.4.2.1
const GRANTED = "020100"; // PKIStatusInfo: the integer 0, and nothing beside it

// The elements that lie side by side, [{tag, content}]; none where they don't fill the bytes.
function derElements(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, first] = [bytes[at], bytes[at + 1]];
    const octets = first > 0x80 ? first - 0x80 : 0;
    if ((tag & 31) === 31 || first === undefined || first === 0x80 || octets > 4) return [];
    const start = at + 2 + octets;
    const length = octets
      ? bytes.subarray(at + 2, start).reduce((sum, octet) => sum * 256 + octet, 0)
      : first;
    if (start + length > bytes.length) return [];
    found.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

const NOTHING = new Uint8Array(0);

// The content of the element at a place, empty unless it is there with that tag.
function held(bytes, place, tag) {
  const one = derElements(bytes)[place];
  return one && one.tag === tag ? one.content : NOTHING;
}

// {digest, nonce} of a request or a response, both in hex; null for anything else, and for an
// imprint that isn't SHA-256.
function statementOf(name, bytes) {
  const whole = derElements(bytes).length === 1 ? held(bytes, 0, SEQUENCE) : NOTHING;
  if (name.endsWith(".tsq")) return statement(derElements(whole), 1, 2);
  const token = held(whole, 1, SEQUENCE);
  const content = held(held(held(token, 1, EXPLICIT), 0, SEQUENCE), 2, SEQUENCE);
  const info = held(held(held(content, 1, EXPLICIT), 0, OCTETS), 0, SEQUENCE);
  const isStamp =
    hex(held(whole, 0, SEQUENCE)) === GRANTED &&
    hex(held(token, 0, OID)) === SIGNED_DATA &&
    hex(held(content, 0, OID)) === TST_INFO;
  return isStamp ? statement(derElements(info), 2, 5) : null;
}

// The imprint is at one place of the fields, the nonce the only INTEGER from another place on.
function statement(fields, place, from) {
  const imprint = fields[place] && fields[place].tag === SEQUENCE ? fields[place].content : NOTHING;
  const [digest, nonces] = [
    held(imprint, 1, OCTETS),
    fields.slice(from).filter(({ tag }) => tag === INTEGER),
  ];
  const isSha256 = hex(held(held(imprint, 0, SEQUENCE), 0, OID)) === SHA_256;
  if (!isSha256 || digest.length !== 32 || nonces.length !== 1) return null;
  return { digest: hex(digest), nonce: hex(nonces[0].content) };
}
