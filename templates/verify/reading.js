// The files of a dropped or chosen folder, read piece by piece and digested.

const PIECE = 4 * 1024 * 1024; // bytes read at a time
const WHOLE = 16 * 1024 * 1024; // up to so many, WebCrypto (which can't take pieces) is faster
const MOST_OF_TEXT = 64 * 1024 * 1024; // of a manifest; 10,000 long names need 3 MB
const MOST_OF_SEAL = 1024 * 1024;

// What was given as {folder, files: [{name, file}]}; null for what holds no folder. The browser
// itself walks the folder: what it offers a script to walk with hides names such as ~a and a.lnk.
function given(list) {
  const files = Array.from(list, (file) => ({ name: file.webkitRelativePath, file }));
  return below({ folder: "", files });
}

// The one folder that everything lies in, without its name; null where there is none.
function below({ files }) {
  const tops = new Set(files.map(({ name }) => name.split("/")[0]));
  if (tops.size !== 1 || !files.every(({ name }) => name.includes("/"))) return null;
  const [folder] = tops;
  const inner = ({ name, file }) => ({ name: name.slice(folder.length + 1), file });
  return { folder, files: files.map(inner) };
}

// Unpacking often puts a folder into one of its own name: step in where nothing else is there.
function bundleIn(found) {
  const isMarked = ({ files }) => files.some(({ name }) => MARKS.includes(name));
  if (isMarked(found)) return found;
  const inner = below(found);
  return inner && isMarked(inner) ? inner : null;
}

// Read every file once; `told` hears of each piece, and says whether the rest is still wanted.
// What can't be read is named in `unread`.
async function observe(bundle, told) {
  const seen = { files: [], texts: {}, tokens: {}, signed: false, unread: [] };
  for (const { name, file } of bundle.files) {
    try {
      await observeFile(seen, name, file, told);
    } catch {
      seen.unread.push(name);
    }
    if (!told(0, 1)) break;
  }
  return seen;
}

async function observeFile(seen, name, file, told) {
  const isText = SUBJECTS.some((s) => name === `${s}.txt`) || /^bag(it|-info)\.txt$/.test(name);
  const most = isText ? MOST_OF_TEXT : isToken(name) ? MOST_OF_SEAL : 0;
  const isKept = most > 0 && file.size <= most;
  if (name === BOOK) seen.signed = await isSigned(file);
  if (!isKept && file.size > WHOLE) {
    seen.files.push({ name, ...(await digestsOfPieces(file, told)) });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  seen.files.push({ name, ...(await digestsOfBytes(bytes)) });
  told(bytes.length, 0);
  if (isKept && isText) seen.texts[name] = decoded(bytes);
  else if (isKept) seen.tokens[name] = statementOf(name, bytes);
}

// Whether a PDF names bytes that a signature covers (ISO 32000-1, 12.8.1); whose it is, is not asked.
async function isSigned(file) {
  const mark = "/ByteRange";
  let before = "";
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    const text = before + new TextDecoder("latin1").decode(piece);
    if (text.includes(mark)) return true;
    before = text.slice(-mark.length);
  }
  return false;
}

async function digestsOfBytes(bytes) {
  const native =
    window.crypto && crypto.subtle && bytes.length <= WHOLE
      ? crypto.subtle.digest("SHA-256", bytes)
      : null;
  const sm3 = new Sm3().update(bytes).hex();
  const sha256 = native ? hex(new Uint8Array(await native)) : new Sha256().update(bytes).hex();
  return { size: bytes.length, sha256, sm3 };
}

async function digestsOfPieces(file, told) {
  const [sha256, sm3] = [new Sha256(), new Sm3()];
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    sha256.update(piece);
    sm3.update(piece);
    if (!told(piece.length, 0)) break;
  }
  return { size: sha256.size, sha256: sha256.hex(), sm3: sm3.hex() };
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
