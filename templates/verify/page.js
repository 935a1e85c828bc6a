// The page itself: what a person drops, chooses or types, and what they are shown.

const MOST_TOLD = 50; // findings in words; the table has them all
const part = (id) => document.getElementById(id);

let run = 0; // a later drop ends an earlier one
let seen = null; // what was read last: another typed digest needs no second reading
let folder = "";

function element(tag, text = "", look = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (look) made.className = look;
  return made;
}

function tell(text) {
  part("progress").textContent = text;
}

function refuse(key, told) {
  part("result").hidden = true;
  tell(say(`refused.${key}`, told));
}

async function check(found) {
  const mine = ++run;
  seen = null;
  part("result").hidden = true;
  if (!digestsHold()) return refuse("self_test");
  if (!found) return refuse("no_folder");
  const bundle = bundleIn(found);
  if (!bundle) return refuse("no_bundle", found);
  const observed = await observe(bundle, teller(bundle, mine));
  if (mine !== run) return null;
  [seen, folder] = [observed, bundle.folder];
  return show();
}

// A function that hears of bytes and files done, and says whether no later run has begun.
function teller(bundle, mine) {
  const all = bundle.files.reduce((sum, { file }) => sum + file.size, 0);
  let [bytes, files, last] = [0, 0, -1];
  return (moreBytes, moreFiles) => {
    bytes += moreBytes;
    files += moreFiles;
    const percent = all ? Math.floor((100 * bytes) / all) : 100;
    if (mine === run && percent !== last) {
      last = percent;
      tell(say("reading", { done: files, files: bundle.files.length, percent }));
    }
    return mine === run;
  };
}

function show() {
  if (!seen) return;
  const typed = part("given").value.replace(/\s/g, "").toLowerCase();
  const isDigest = /^[0-9a-f]{64}$/.test(typed);
  part("typed").textContent =
    typed && !isDigest ? say("refused.bad_digest", { length: typed.length }) : "";
  const found = checkBag({ ...seen, given: isDigest ? typed : "" });
  part("verdict").textContent = say(`level.${found.level}`);
  part("verdict").dataset.level = found.level;
  part("faults").replaceChildren(...faultItems(found.faults));
  part("counts").textContent = say("counts", found);
  showDigest("manifest", found.manifest, typed);
  showDigest("whole", found.whole, typed);
  if (found.manifest === FORM.madeFor) part("manifest").append(` ${say("made_same")}`);
  showCommands("seals", found.responses.map((one) => sealCommand(one, found.isThere)));
  showCommands("singles", found.singles.map((one) => singleCommand(one, found.isThere)));
  showCommands("revocations", found.revocations.map(revocationCommand));
  part("signed").hidden = !found.signed;
  part("rows").replaceChildren(...found.rows.map(fileRow));
  part("result").hidden = false;
  tell(say("done", { folder, files: seen.files.length }));
}

// Commands to be copied as they stand; a part of the page without any is hidden.
function showCommands(id, commands) {
  part(id).replaceChildren(...commands.map((command) => element("code", shown(command))));
  const above = part(id).closest("[data-part]");
  if (above) above.hidden = commands.length === 0;
}

function showDigest(id, digest, typed) {
  part(id).replaceChildren(element("code", digest || say("none")));
  if (digest && digest === typed) part(id).append(element("strong", ` ${say("matches")}`));
}

function faultItems(faults) {
  const told = faults.slice(0, MOST_TOLD).map((one) => say(`finding.${one.finding}`, one));
  if (faults.length > MOST_TOLD) told.push(say("more", { count: faults.length - MOST_TOLD }));
  return told.map((text) => element("li", `✗ ${text}`));
}

// The command for a response as it lies, one word of a shell for each path.
function sealCommand(response, isThere) {
  const at = response.lastIndexOf("timestamps/");
  const [listing, authority] = response.slice(at + "timestamps/".length).split(".");
  const above = response.slice(0, at);
  const own = `${above}timestamps/${authority}.pem`;
  return openssl(`${above}${listing}.txt`, response, isThere(own) ? own : FORM.rootFile);
}

function singleCommand({ by, file, answer }, isThere) {
  const own = `timestamps/${by}.pem`;
  return openssl(file.name, answer, isThere(own) ? own : FORM.rootFile);
}

const openssl = (subject, response, root) =>
  `openssl ts -verify -data ${quoted(subject)} -in ${quoted(response)} -CAfile ${quoted(root)}`;

const revocationCommand = (name) =>
  name.endsWith(".crl")
    ? `openssl crl -inform DER -noout -text -in ${quoted(name)}`
    : `openssl ocsp -noverify -resp_text -respin ${quoted(name)}`;

const quoted = (path) =>
  /^[\p{L}\p{N}_./-]+$/u.test(path) ? path : `'${path.replace(/'/g, "'\\''")}'`;

function fileRow({ name, state, sha256, sm3, listed }) {
  const row = element("tr");
  row.dataset.state = state;
  const digests = element("td");
  for (const [label, digest, said] of [
    ["SHA-256", sha256, listed.sha256],
    ["SM3", sm3, listed.sm3],
  ]) {
    digests.append(element("div", `${label} ${digest || say("none")}`));
    if (said && said !== digest) {
      digests.append(element("div", `${say("listed")}${said}`, "other"));
    }
  }
  const named = element("td");
  named.append(element("bdi", shown(name)));
  if (kindOf(name)) named.append(element("div", say(`kind.${kindOf(name)}`), "quiet"));
  row.append(element("td", say(`state.${state}`)), named, digests);
  return row;
}

// The input lies over the whole zone: what is dropped there is its own to take.
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  window.addEventListener(kind, (event) => {
    const isHere = event.target === part("picker");
    part("drop").classList.toggle("over", isHere && /^drag(enter|over)$/.test(kind));
    if (isHere) return;
    event.preventDefault(); // else the browser would leave the page for what is dropped
    if (kind === "drop") refuse("beside");
  });
}
part("picker").addEventListener("change", (event) => {
  const found = given(event.target.files);
  check(found).catch((error) => refuse("broken", { reason: error.message }));
  event.target.value = ""; // so that the same folder can be chosen again
});
part("picker").addEventListener("cancel", () => tell(say("refused.no_folder")));
part("given").addEventListener("input", show);
part("drop").hidden = false;
