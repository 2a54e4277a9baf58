package forms

import "beiandesk/internal/filing"

// fillInWords are the fill-in sheet's own words in one language.
type fillInWords struct {
	HTMLLang, Title, Copied, Way, EntryLabel, RouteLabel, PaperLabel, HowLabel, How, Findings, ByHand string
	Copy, Must, Empty, All, Slots, NoFile, Optional, Foot                                             string
	Confirm, ConfirmLink, ConfirmHow, Source                                                          string
}

func wordsIn(lang filing.Lang) fillInWords {
	if lang == filing.EN {
		return fillInWords{
			HTMLLang: "en", Title: "Fill-in sheet", Copied: "copied", Way: "How to submit", EntryLabel: "Begin at", RouteLabel: "Verification",
			PaperLabel: "Paper", HowLabel: "Copying", How: "A click on a value copies it. Fields stand in the platform's order; choose labels of lists on the platform.",
			Findings: "Findings", ByHand: "press Ctrl+C", Copy: "copy", Must: "required, still empty", Empty: "empty", All: "copy all, separated by semicolons",
			Confirm: "To confirm", ConfirmLink: "look through the list at the end of this page before you submit", Source: "Source: ", ConfirmHow: "No program can judge these. The ticks stay on this page only and are gone when it is closed.",
			Slots: "Files to upload", NoFile: "missing", Optional: "optional, none",
			Foot: "This page works offline and sends nothing anywhere. It holds personal data: keep it as carefully as the documents themselves.",
		}
	}
	return fillInWords{
		HTMLLang: "zh-CN", Title: "填报单", Copied: "已复制", Way: "怎样提交", EntryLabel: "平台入口", RouteLabel: "核验方式",
		PaperLabel: "纸质材料", HowLabel: "复制", How: "单击内容即可复制。栏目按平台的填写顺序排列；下拉选项请在平台上照此选择。",
		Findings: "检查发现的问题", ByHand: "请按 Ctrl+C", Copy: "复制", Must: "必填，尚未填写", Empty: "未填", All: "全部复制，以分号隔开",
		Confirm: "确认事项", ConfirmLink: "提交前请逐项核对页末的清单", Source: "来源：", ConfirmHow: "以下各项程序无法判断，请逐项核对后打勾。勾选只留在本页，关闭后不保存。",
		Slots: "上传的文件", NoFile: "缺少文件", Optional: "可不上传",
		Foot: "本页可离线使用，不向任何地方发送数据。内含个人信息，请像证件一样妥善保管。",
	}
}

var routeWords = map[filing.Route]filing.Text{
	filing.Electronic: {ZH: "电子化核验：填完信息后用微信扫描平台上的二维码，按提示上传营业执照和身份证并进行人脸核验", EN: "Electronic: scan the platform's code with WeChat, upload licence and ID, pass the face check"},
	filing.Manual:     {ZH: "人工核验：上传电子材料，纸质材料签字盖章后扫描上传，原件寄交备案中心", EN: "Manual: upload the files; sign, seal, scan and upload the papers, and post the originals"},
}
