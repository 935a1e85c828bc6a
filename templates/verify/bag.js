// What a folder holds against what its manifests list. It finds what `evidence-kit verify` finds,
// under the same names, but judges no seal's signature.

const SUBJECTS = ["manifest-sha256", "manifest-sm3", "tagmanifest-sha256", "tagmanifest-sm3"];
const MARKS = ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"];
const UNFIT = new RegExp(FORM.unfit, "u");
const SEAL_FILE = new RegExp(`^(?:${FORM.sealFile})$`);
const BOOK = "filing/证据材料.pdf";
const EARLY = /^(seals\/[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?\/)timestamps\/(manifest-(?:sha256|sm3))\.([a-z0-9-]+)\.[1-9][0-9]{0,3}\.tsr$/;
const EACH = /^(timestamps\/each\/([a-z0-9-]+)(\.by-digest)?\/([^]+))\.ts[qr]$/;
const RESPONSE = /^(seals\/[^/]+\/)?timestamps\/(tag)?manifest-(sha256|sm3)\.[a-z0-9-]+\.[0-9]+\.tsr$/;
const BLANK_END = /[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]$/; // as Python's rstrip sees it

const sameName = (name) => name.normalize("NFC");
const isOriginal = (name) => name.startsWith("data/");
const LITTER = [".ds_store", "thumbs.db", "desktop.ini"];
const isLeftBySystem = (name) => LITTER.includes(name.split("/").pop().toLowerCase());
const isToken = (name) => !isOriginal(name) && /(?:^|\/)timestamps\/[^]+\.ts[qr]$/.test(name);
const sealOf = (name) => (SEAL_FILE.test(name) ? name.slice("timestamps/".length, -4) : null);

function isFit(name) {
  const parts = name.split("/");
  return (
    !UNFIT.test(name) &&
    !BLANK_END.test(name) &&
    parts.every((part) => part !== "" && part !== "." && part !== "..")
  );
}

// Whether one name comes before another by code points; JavaScript's own order is by UTF-16.
function isBefore(one, other) {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((sign, place) => sign !== b[place]);
  if (at < 0 || at >= b.length) return at < 0 && a.length < b.length;
  return a[at].codePointAt(0) < b[at].codePointAt(0);
}

// The lines of a text that ends each with LF, null for another text.
function linesOf(text) {
  if (text === "") return [];
  return text.endsWith("\n") ? text.slice(0, -1).split("\n") : null;
}

// A manifest as [name, digest] in its order; null for all but the canonical text.
function parseManifest(text) {
  const lines = linesOf(text);
  const found = lines && lines.map((line) => /^([0-9a-f]{64}) {2}([^\n]+)$/.exec(line));
  if (!found || found.includes(null)) return null;
  const entries = found.map(([, digest, name]) => [name, digest]);
  const ordered = entries.every(([name], at) => at === 0 || isBefore(entries[at - 1][0], name));
  const unlike = new Set(entries.map(([name]) => sameName(name))).size === entries.length;
  return ordered && unlike && entries.every(([name]) => isFit(name)) ? entries : null;
}

// bag-info.txt as [label, value]; null for another form than ours.
function parseFields(text) {
  const lines = linesOf(text);
  const field = /^([A-Za-z0-9-]+): ([^ \t\r\n\f\v](?:[^\r\n]*[^ \t\r\n\f\v])?)$/;
  const found = lines && lines.map((line) => field.exec(line));
  return !found || found.includes(null) ? null : found.map(([, label, value]) => [label, value]);
}

// What of `files` is missing, changed or added; two names are one if their NFC forms are.
function compare(entries, files, kind) {
  const listed = new Map(entries.map(([name, digest]) => [sameName(name), { name, digest }]));
  const seen = new Map();
  const added = [];
  for (const file of files) {
    const key = sameName(file.name);
    if (!listed.has(key) || seen.has(key)) added.push(file.name);
    if (!seen.has(key)) seen.set(key, file[kind]);
  }
  const all = [...listed];
  return {
    missing: all.filter(([key]) => !seen.has(key)).map(([, { name }]) => name),
    changed: all
      .filter(([key, { digest }]) => seen.has(key) && seen.get(key) !== digest)
      .map(([, { name }]) => name),
    added,
  };
}

// Every finding, the level that they leave, and a row for each file.
//   files   [{name, size, sha256, sm3}], names from the bundle's top with `/`
//   texts   by name: the texts of the manifests, bagit.txt and bag-info.txt; null for no UTF-8
//   tokens  by name: what each request and response is about, as `statementOf` says
//   signed  whether the PDF bears a signature
//   unread  names of files and folders that can't be read
//   given   the digest that a person typed, "" for none
function checkBag({ files, texts, tokens, unread, given, signed }) {
  const bag = readBag({ files, texts, tokens, unread });
  const faults = [
    ...formFaults(bag),
    ...listFaults(bag, "manifest"),
    ...listFaults(bag, "tagmanifest"),
    ...sealFaults(bag),
    ...earlyFaults(bag),
    ...eachFaults(bag),
    ...anchorFaults(bag, given),
  ];
  return {
    faults,
    level: levelOf(bag, faults, given),
    rows: rowsOf(bag, faults),
    originals: files.filter((file) => isOriginal(file.name)).length,
    papers: files.filter((file) => !isOriginal(file.name)).length,
    manifest: bag.digest("manifest-sha256.txt"),
    whole: bag.digest("tagmanifest-sha256.txt"),
    responses: [...bag.byName.keys()].filter((name) => RESPONSE.test(name)).sort(),
    singles: bag.singles.filter(({ answer, file }) => file && bag.byName.has(answer)),
    revocations: [...bag.byName.keys()].filter((name) => kindOf(name) === "revocation").sort(),
    signed: signed && bag.byName.has(BOOK),
    isThere: (name) => bag.byName.has(name),
  };
}

function readBag({ files, texts, tokens, unread }) {
  const byName = new Map(files.map((file) => [file.name, file]));
  const manifests = {};
  for (const subject of SUBJECTS) {
    const text = texts[`${subject}.txt`];
    const entries = typeof text === "string" ? parseManifest(text) : null;
    if (entries) manifests[subject] = entries;
  }
  const tagged = SUBJECTS.slice(2).flatMap((subject) => manifests[subject] || []);
  const listed = new Set(tagged.map(([name]) => name));
  const info = texts["bag-info.txt"];
  return {
    files,
    byName,
    texts,
    unread,
    tokens,
    singles: singlesOf(files),
    manifests,
    fields: (typeof info === "string" && parseFields(info)) || [],
    seals: [...new Set(files.map((file) => sealOf(file.name)).filter(Boolean))].sort(),
    digest: (name) => (byName.has(name) ? byName.get(name).sha256 : ""),
    isLooseSeal: (name) => sealOf(name) !== null && !listed.has(name),
    isListed: (name) => listed.has(name),
    isDenied: (name) => unread.some((one) => name === one || name.startsWith(`${one}/`)),
    deniesOriginals: unread.some((one) => `${one}/`.startsWith("data/")),
  };
}

function formFaults(bag) {
  const faults = [];
  if (bag.texts["bagit.txt"] !== FORM.bagit && !bag.isDenied("bagit.txt")) {
    faults.push({ finding: "bad_bagit_txt" });
  }
  if (bag.isDenied("bag-info.txt")) return faults;
  const labels = bag.fields.map(([label]) => label).filter((label) => label !== FORM.sealLabel);
  if (labels.join("\n") !== FORM.labels.join("\n")) {
    return [...faults, { finding: "bad_bag_info" }];
  }
  const listed = new Map(bag.fields).get("Payload-Oxum");
  const found = counted(bag.files);
  if (listed !== found && !bag.deniesOriginals) {
    faults.push({ finding: "other_count", listed, found });
  }
  return faults;
}

function counted(files) {
  const originals = files.filter((file) => isOriginal(file.name));
  return `${originals.reduce((sum, file) => sum + file.size, 0)}.${originals.length}`;
}

function listFaults(bag, kind) {
  const unlisted = SUBJECTS.slice(2).map((subject) => `${subject}.txt`);
  const found = bag.files.filter((file) =>
    kind === "manifest"
      ? isOriginal(file.name)
      : !isOriginal(file.name) && !unlisted.includes(file.name) && !bag.isLooseSeal(file.name),
  );
  const faults = new Map();
  const tell = (finding, name) => faults.set(`${finding} ${name}`, { finding, name });
  for (const algorithm of ["sha256", "sm3"]) {
    const name = `${kind}-${algorithm}.txt`;
    const entries = bag.manifests[`${kind}-${algorithm}`];
    if (!entries) {
      if (!bag.isDenied(name)) tell(bag.byName.has(name) ? "bad_manifest" : "no_manifest", name);
      continue;
    }
    const { missing, changed, added } = compare(entries, found, algorithm);
    missing.filter((one) => !bag.isDenied(one)).forEach((one) => tell("missing", one));
    changed.forEach((one) => tell("changed", one));
    added.forEach((one) => tell(isLeftBySystem(one) ? "litter" : "stranger", one));
  }
  return [...faults.values()];
}

function sealFaults(bag) {
  const faults = [];
  if (!bag.isDenied("bag-info.txt")) {
    const named = bag.fields.filter(([label]) => label === FORM.sealLabel).map(([, seal]) => seal);
    const over = new Set(named.map((seal) => seal.split(".")[0]));
    for (const subject of SUBJECTS) {
      if (!over.has(subject)) faults.push({ finding: "not_sealed", name: `${subject}.txt` });
    }
    for (const name of named.flatMap((seal) => pathsOf(seal))) {
      if (!bag.byName.has(name) && !bag.isDenied(name)) {
        faults.push({ finding: "seal_missing", name });
      }
    }
  }
  const answers = new Set();
  for (const seal of bag.seals) {
    const listing = `${seal.split(".")[0]}.txt`;
    const [request, answer] = pathsOf(seal);
    if ([listing, request, answer].some((name) => bag.isDenied(name))) continue;
    const digest = bag.digest(answer);
    if (!isAbout(bag, bag.digest(listing), request, answer)) {
      faults.push({ finding: "seal_false", name: seal });
    } else if (digest && answers.has(digest)) {
      faults.push({ finding: "seal_repeated", name: seal });
    }
    answers.add(digest);
  }
  return faults;
}

const pathsOf = (seal) => ["tsq", "tsr"].map((kind) => `timestamps/${seal}.${kind}`);

// Whether a seal may be one: its request and its response name this digest, and the same nonce. A
// loose request alone waits for its answer. The signature is not looked at.
function isAbout(bag, subject, request, answer) {
  const [asked, told] = [bag.tokens[request], bag.tokens[answer]];
  if (!subject || !asked || asked.digest !== subject) return false;
  if (sealOf(request) && !bag.byName.has(answer) && !bag.isListed(request)) return true;
  return Boolean(told) && told.digest === subject && told.nonce === asked.nonce;
}

// The seals of earlier days, each over a manifest of its own folder.
function earlyFaults(bag) {
  const faults = new Map();
  for (const answer of bag.byName.keys()) {
    const [, folder, listing, by] = EARLY.exec(answer) || [];
    const [request, subject] = [`${answer.slice(0, -1)}q`, `${folder}${listing}.txt`];
    if (!folder || [request, subject].some((name) => bag.isDenied(name))) continue;
    const name = folder + by;
    if (!isAbout(bag, bag.digest(subject), request, answer)) {
      faults.set(name, { finding: "seal_false", name });
    }
  }
  return [...faults.values()];
}

// The tokens of single originals: [{stem, by, request, answer, file}], without a file if it isn't
// there. One whose name has no room for the ending lies under its file's digest.
function singlesOf(files) {
  const originals = files.filter(({ name }) => isOriginal(name));
  const byName = new Map(originals.map((file) => [file.name, file]));
  const byDigest = new Map(originals.map((file) => [file.sha256, file]));
  const found = new Map();
  for (const { name } of files) {
    const [, stem, by, isByDigest, key] = EACH.exec(name) || [];
    if (!stem || found.has(stem)) continue;
    const file = by === "local" ? null : isByDigest ? byDigest.get(key) : byName.get(`data/${key}`);
    found.set(stem, { stem, by, file, key, request: `${stem}.tsq`, answer: `${stem}.tsr` });
  }
  return [...found.values()];
}

function eachFaults(bag) {
  return bag.singles
    .filter((one) => ![one.request, one.answer, `data/${one.key}`].some((n) => bag.isDenied(n)))
    .filter((one) => !one.file || !isAbout(bag, one.file.sha256, one.request, one.answer))
    .map((one) => ({ finding: "each_false", name: one.file ? one.file.name : one.stem }));
}

// What a file is that a reader may not know; "" for the rest.
function kindOf(name) {
  if (EACH.test(name)) return "single";
  if (/^(seals\/[^/]+\/)?timestamps\/[a-z0-9-]+\.[0-9]+\.(crl|ocsp)$/.test(name)) return "revocation";
  if (/^(seals\/[^/]+\/)?timestamps\/[a-z0-9-]+\.pem$/.test(name)) return "certificate";
  if (/^seals\/[0-9]{8}T[0-9]{6}Z/.test(name)) return "early";
  return sealOf(name) ? "stamp" : "";
}

function anchorFaults(bag, given) {
  const [manifest, whole] = ["manifest-sha256.txt", "tagmanifest-sha256.txt"].map(bag.digest);
  const faults = [];
  if (manifest && manifest !== FORM.madeFor) {
    faults.push({ finding: "other_page", listed: FORM.madeFor, found: manifest });
  }
  const denied = ["manifest-sha256.txt", "tagmanifest-sha256.txt"].some((n) => bag.isDenied(n));
  if (given && given !== manifest && given !== whole && !denied) {
    faults.push({ finding: "digest_differs", given });
  }
  return faults;
}

function levelOf(bag, faults, given) {
  const findings = new Set(faults.map((fault) => fault.finding));
  if (findings.has("litter") && [...findings].every((f) => f === "litter" || f === "other_count")) {
    return "litter";
  }
  if (faults.length) return "failed";
  if (bag.unread.length) return "unsure";
  if (given && given === bag.digest("tagmanifest-sha256.txt")) return "whole";
  return given ? "originals" : "inward";
}

// One row a file: the faulty ones first, then originals, each by name.
function rowsOf(bag, faults) {
  const told = new Map();
  for (const { finding, name } of faults) {
    if (["changed", "missing", "litter", "stranger"].includes(finding)) {
      const key = finding === "changed" ? sameName(name) : name;
      if (!told.has(key)) told.set(key, finding);
    }
  }
  const listed = listedDigests(bag);
  const row = (file, state) => ({ ...file, state, listed: listed.get(sameName(file.name)) || {} });
  const rows = bag.files.map((file) => row(file, stateOf(bag, told, file.name)));
  for (const { finding, name } of faults) {
    if (finding === "missing" && !bag.byName.has(name)) rows.push(row({ name }, "missing"));
  }
  rows.push(...bag.unread.map((name) => row({ name }, "unread")));
  const rank = ({ name, state }) =>
    ["same", "list", "seal"].includes(state) ? (isOriginal(name) ? 1 : 2) : 0;
  const byName = new Intl.Collator("zh-CN", { numeric: true });
  return rows.sort((a, b) => rank(a) - rank(b) || byName.compare(a.name, b.name));
}

function stateOf(bag, told, name) {
  const state = told.get(name) || told.get(sameName(name));
  if (state) return state;
  if (SUBJECTS.slice(2).some((subject) => name === `${subject}.txt`)) return "list";
  return bag.isLooseSeal(name) ? "seal" : "same";
}

function listedDigests(bag) {
  const listed = new Map();
  for (const [subject, entries] of Object.entries(bag.manifests)) {
    const algorithm = subject.split("-")[1];
    for (const [name, digest] of entries) {
      const key = sameName(name);
      listed.set(key, { ...listed.get(key), [algorithm]: digest });
    }
  }
  return listed;
}
