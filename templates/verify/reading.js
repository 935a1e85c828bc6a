// The files of a dropped or chosen folder, read piece by piece and digested.

const PIECE = 4 * 1024 * 1024; // bytes read at a time
const WHOLE = 16 * 1024 * 1024; // up to so many, WebCrypto (which can't take pieces) is faster
const MOST_OF_TEXT = 64 * 1024 * 1024; // of a manifest; 10,000 long names need 3 MB
const MOST_OF_SEAL = 1024 * 1024;

// What was given as {folder, files: [{name, file}], unread}; null for what holds no folder.
function fromPicker(list) {
  const files = Array.from(list, (file) => ({ name: file.webkitRelativePath, file }));
  if (!files.length || files.some(({ name }) => !name.includes("/"))) return null;
  const folder = files[0].name.split("/")[0];
  return { folder, files: files.map((one) => below(one, folder)), unread: [] };
}

const below = ({ name, file }, folder) => ({ name: name.slice(folder.length + 1), file });

// Both ways to walk must be asked for while the drop lasts. Chromium refuses the older one on a
// page opened from disk, other browsers have no other.
function fromDrop(items) {
  const dropped = Array.from(items).filter((item) => item.kind === "file");
  const newer = dropped.map((item) =>
    item.getAsFileSystemHandle ? item.getAsFileSystemHandle() : Promise.reject(new Error("none")),
  );
  const older = dropped.map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null));
  return walked(newer, older);
}

async function walked(newer, older) {
  const found = { files: [], unread: [] };
  const handles = await Promise.allSettled(newer);
  for (const [at, { status, value }] of handles.entries()) {
    if (status === "fulfilled" && value) await walkHandle(value, "", found);
    else if (older[at]) await walkEntry(older[at], "", found);
  }
  const names = [...found.files.map(({ name }) => name), ...found.unread];
  const tops = new Set(names.map((name) => name.split("/")[0]));
  if (tops.size !== 1 || !names.every((name) => name.includes("/"))) {
    return names.length ? { folder: "", ...found } : null;
  }
  const [folder] = tops;
  return {
    folder,
    files: found.files.map((one) => below(one, folder)),
    unread: found.unread.map((name) => name.slice(folder.length + 1)),
  };
}

async function walkHandle(handle, above, found) {
  const name = above + handle.name;
  try {
    if (handle.kind === "file") found.files.push({ name, file: await handle.getFile() });
    else for await (const child of handle.values()) await walkHandle(child, `${name}/`, found);
  } catch {
    found.unread.push(name);
  }
}

async function walkEntry(entry, above, found) {
  const name = above + entry.name;
  try {
    if (entry.isFile) {
      found.files.push({ name, file: await new Promise((ok, no) => entry.file(ok, no)) });
      return;
    }
    const reader = entry.createReader();
    const some = () => new Promise((ok, no) => reader.readEntries(ok, no)); // 100 at a time
    for (let children = await some(); children.length; children = await some()) {
      for (const child of children) await walkEntry(child, `${name}/`, found);
    }
  } catch {
    found.unread.push(name);
  }
}

// Unpacking often puts a folder into one of its own name: step in where nothing else is there.
function bundleIn(given) {
  const isMarked = ({ files }) => files.some(({ name }) => MARKS.includes(name));
  if (isMarked(given)) return given;
  const names = [...given.files.map(({ name }) => name), ...given.unread];
  const tops = new Set(names.map((name) => name.split("/")[0]));
  if (tops.size !== 1 || !names.every((name) => name.includes("/"))) return null;
  const [folder] = tops;
  const inner = {
    folder,
    files: given.files.map((one) => below(one, folder)),
    unread: given.unread.map((name) => name.slice(folder.length + 1)),
  };
  return isMarked(inner) ? inner : null;
}

// Read every file once; `told` hears of each piece, and says whether the rest is still wanted.
// What can't be read is named in `unread`.
async function observe(bundle, told) {
  const seen = { files: [], texts: {}, seals: {}, unread: [...bundle.unread] };
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
  const most = isText ? MOST_OF_TEXT : sealOf(name) ? MOST_OF_SEAL : 0;
  const isKept = most > 0 && file.size <= most;
  if (!isKept && file.size > WHOLE) {
    seen.files.push({ name, ...(await digestsOfPieces(file, told)) });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  seen.files.push({ name, ...(await digestsOfBytes(bytes)) });
  told(bytes.length, 0);
  if (isKept && isText) seen.texts[name] = decoded(bytes);
  else if (isKept) seen.seals[name] = hex(bytes);
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
