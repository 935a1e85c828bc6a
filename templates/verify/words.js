// What the page says; {…} is filled in.

const WORDS = {
  reading: "正在核对：{done} / {files} 个文件，已读 {percent}%",
  done: "核对完毕：“{folder}”，共 {files} 个文件。",
  "refused.self_test": "这个浏览器算出的校验值不对，不能用它核对。请换一个浏览器，或用下面的命令。",
  "refused.no_folder": "没有得到文件夹。请拖入整个证据包文件夹（不要拖单个文件或压缩包），或点虚线框选择。手机浏览器大多不能选文件夹，请在电脑上打开。",
  "refused.beside": "请拖到虚线框里面。",
  "refused.no_bundle": "“{folder}”不是证据包：里面没有 bagit.txt 和清单。请选择证据包文件夹本身，不要选它里面或外面的文件夹。",
  "refused.bad_digest": "输入的校验值应为 64 位，由 0–9 和 a–f 组成；现为 {length} 位，或含有别的字符。核对时未采用。",
  "refused.broken": "核对中断：{reason}。请重试，或用下面的命令。",

  "level.whole": "结论：完整，与您输入的校验值一致。整个证据包与该校验值记下时相同。",
  "level.originals": "结论：原始文件完整，与您输入的校验值一致（仅限 data 文件夹中的原始文件）。PDF、清单等其他文件只是内部一致，不能排除已被改写。",
  "level.inward": "结论：内部一致，没有包外的依据。没有发现改动；但能改写文件夹的人，也能连同清单一并改写，这里看不出来。",
  "level.unsure": "结论：无法确定。能读到的文件没有不符之处，但有标“？”的读不到。请换一份可以读取的副本核对。",
  "level.litter": "结论：不通过。多出了系统自动留下的文件，此外没有不符之处。请删除标“✗”的文件，再重新核对。",
  "level.failed": "结论：不通过。标“✗”的项目与封存时不符。请勿使用这一份，改用更早的副本，或用原始文件重新制作。",

  "state.same": "未改动",
  "state.changed": "✗ 已被改动",
  "state.missing": "✗ 缺少",
  "state.stranger": "✗ 后来加入",
  "state.litter": "✗ 系统自动留下",
  "state.unread": "？ 读不到",
  "state.list": "清单（没有别的清单列它）",
  "state.seal": "封存记录（不在清单内，见下方命令）",

  "finding.bad_bagit_txt": "bagit.txt 不是本程序写出的内容",
  "finding.bad_bag_info": "bag-info.txt 不是本程序写出的内容",
  "finding.other_count": "bag-info.txt 记载的原始文件为 {listed}（字节数.文件数），实际为 {found}",
  "finding.no_manifest": "缺少清单 {name}",
  "finding.bad_manifest": "{name} 不是本程序写出的清单",
  "finding.missing": "缺少 {name}",
  "finding.changed": "{name} 已被改动",
  "finding.stranger": "{name} 是后来加入的",
  "finding.litter": "{name} 是系统自动留下的文件，请删除后重新核对",
  "finding.not_sealed": "{name} 没有封存记录",
  "finding.seal_missing": "缺少 {name}",
  "finding.seal_false": "封存记录 {name} 封存的不是现在这份清单，或它的两个文件不成对",
  "finding.seal_repeated": "封存记录 {name} 是另一份的复制品",
  "finding.each_false": "{name} 单独取得的第三方时间对不上：它不是这个文件的，或它的两个文件不成对",
  "finding.other_page": "原始文件的校验值与本页制作时记下的不同：清单已被改写，或者本页不是这个证据包的（本页记下的是 {listed}）",
  "finding.digest_differs": "您输入的校验值与这个证据包的两个校验值都不符；请先检查有没有抄错",
  "kind.stamp": "封存记录（申请 .tsq，应答 .tsr）",
  "kind.single": "单个原始文件的第三方时间（申请 .tsq，应答 .tsr）",
  "kind.early": "制作证据包以前的封存，文件夹名是当时的时间（UTC）",
  "kind.certificate": "核对封存记录用的证书",
  "kind.revocation": "时间服务机构证书有无被吊销的查询结果",

  more: "……另有 {count} 项，见下表",

  counts: "原始文件 {originals} 个，其他文件 {papers} 个。",
  listed: "清单所列：",
  none: "——",
  matches: "与您输入的一致",
  made_same: "与本页制作时记下的一致",
};

// Signs that would hide or reorder a name are shown by their codes; the joiner is inside emoji.
const shown = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\u200d" ? sign : `〔U+${sign.codePointAt(0).toString(16).toUpperCase()}〕`,
  );

const say = (key, told = {}) =>
  WORDS[key].replace(/\{(\w+)\}/g, (_, name) => shown(String(told[name] ?? "")));
