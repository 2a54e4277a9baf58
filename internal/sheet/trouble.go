package sheet

import "beiandesk/internal/filing"

// What can be wrong with a file as a whole, before anything is read from it.
var (
	missing         = trouble{filing.Text{ZH: "文件不存在", EN: "the file does not exist"}, filing.Text{ZH: "请检查路径和文件名", EN: "check the path and the name"}}
	forbidden       = trouble{filing.Text{ZH: "没有读取权限，或文件正被其他程序独占", EN: "access is denied, or another program holds the file"}, filing.Text{ZH: "请关闭占用它的程序，或换一个可读的位置", EN: "close the program that holds it, or copy it elsewhere"}}
	unreadable      = trouble{filing.Text{ZH: "无法读取", EN: "cannot be read"}, filing.Text{ZH: "请用 Excel 或 WPS 打开并另存为新的 .xlsx 文件后重试", EN: "open it in Excel or WPS, save it as a new .xlsx file and try again"}}
	folder          = trouble{filing.Text{ZH: "这是一个文件夹，不是工作簿", EN: "this is a folder, not a workbook"}, filing.Text{ZH: "请选择其中的 .xlsx 或 .csv 文件", EN: "choose an .xlsx or .csv file in it"}}
	empty           = trouble{filing.Text{ZH: "文件是空的（0 字节）", EN: "the file is empty (0 bytes)"}, filing.Text{ZH: "请重新保存或重新下载该文件", EN: "save or download it again"}}
	noWorkbook      = trouble{filing.Text{ZH: "这不是工作簿", EN: "this is not a workbook"}, filing.Text{ZH: "请选择 .xlsx 或 .csv 文件", EN: "choose an .xlsx or .csv file"}}
	protected       = trouble{filing.Text{ZH: "工作簿设有打开密码", EN: "the workbook is protected by a password"}, filing.Text{ZH: "请给出打开密码（命令行用 --password-file 指定存有密码的文件），或在 Excel、WPS 中取消打开密码后重新保存", EN: "give the password (on the command line with --password-file, which names a file that holds it), or remove it in Excel or WPS and save the workbook"}}
	wrongPassword   = trouble{filing.Text{ZH: "打开密码不正确", EN: "the password is wrong"}, filing.Text{ZH: "请核对大小写、全角半角和首尾空格后重新输入", EN: "check capitals, widths and spaces at the ends, and try again"}}
	otherProtection = trouble{filing.Text{ZH: "工作簿的加密方式无法识别（例如证书加密、权限管理或过旧的算法）", EN: "the workbook is encrypted in an unknown way (by a certificate, by rights management or with an old algorithm)"}, filing.Text{ZH: "请在 Excel 或 WPS 中打开，取消保护后另存为 .xlsx", EN: "open it in Excel or WPS, remove the protection and save it as .xlsx"}}
	oldFormat       = trouble{filing.Text{ZH: "这是旧格式的工作簿（.xls 或 .et）", EN: "this is a workbook in an old format (.xls or .et)"}, filing.Text{ZH: "请在 Excel 或 WPS 中打开，选“文件 → 另存为”，类型选“Excel 工作簿 (*.xlsx)”", EN: "open it in Excel or WPS, choose File, Save As, and the type Excel Workbook (*.xlsx)"}}
	binaryBook      = trouble{filing.Text{ZH: "这是二进制格式的工作簿（.xlsb）", EN: "this is a workbook in the binary format (.xlsb)"}, filing.Text{ZH: "请在 Excel 中打开并另存为 .xlsx", EN: "open it in Excel and save it as .xlsx"}}
	openDoc         = trouble{filing.Text{ZH: "这是 OpenDocument 表格（.ods）", EN: "this is an OpenDocument spreadsheet (.ods)"}, filing.Text{ZH: "请打开并另存为 .xlsx", EN: "open it and save it as .xlsx"}}
	webPage         = trouble{filing.Text{ZH: "这是网页（HTML），只是扩展名像工作簿", EN: "this is a web page (HTML) under the name of a workbook"}, filing.Text{ZH: "请在 Excel 或 WPS 中打开并另存为 .xlsx", EN: "open it in Excel or WPS and save it as .xlsx"}}
	xmlBook         = trouble{filing.Text{ZH: "这是 XML 表格 2003 格式", EN: "this is an XML Spreadsheet 2003 file"}, filing.Text{ZH: "请在 Excel 或 WPS 中打开并另存为 .xlsx", EN: "open it in Excel or WPS and save it as .xlsx"}}
	otherZip        = trouble{filing.Text{ZH: "这是压缩包，但里面不是工作簿", EN: "this is an archive, but not a workbook"}, filing.Text{ZH: "如果工作簿在压缩包里，请先解压", EN: "if the workbook is inside, unpack it first"}}
)

// What can be wrong inside a workbook.
var (
	reSave = filing.Text{ZH: "请用 Excel 或 WPS 打开（必要时选择修复）、核对行数并另存为新的 .xlsx 文件；打不开时请换回一份完好的副本",
		EN: "open it in Excel or WPS (repair it when asked), check the number of rows and save it as a new .xlsx file; when it does not open, go back to an intact copy"}
	fewer = filing.Text{ZH: "请删去无关的内容或拆成几个工作簿", EN: "remove what does not belong or split it into several workbooks"}

	damagedZip    = trouble{filing.Text{ZH: "文件不完整或已损坏", EN: "the file is incomplete or damaged"}, reSave}
	damagedPart   = trouble{filing.Text{ZH: "内容已损坏", EN: "the content is damaged"}, reSave}
	brokenXML     = trouble{filing.Text{ZH: "内容从此处起已损坏，后面的行读不出来", EN: "the content is damaged from here on, the rows that follow cannot be read"}, reSave}
	rowOrder      = trouble{filing.Text{ZH: "行号错乱", EN: "the rows are out of order"}, reSave}
	cellOrder     = trouble{filing.Text{ZH: "单元格顺序错乱", EN: "the cells are out of order"}, reSave}
	badReference  = trouble{filing.Text{ZH: "单元格地址无效", EN: "a cell has no valid address"}, reSave}
	lostString    = trouble{filing.Text{ZH: "单元格的文字已丢失", EN: "the text of a cell is lost"}, reSave}
	missingPart   = trouble{filing.Text{ZH: "缺少组成部分", EN: "a part is missing"}, reSave}
	duplicatePart = trouble{filing.Text{ZH: "同一组成部分出现两次", EN: "a part stands twice"}, reSave}
	tooLarge      = trouble{filing.Text{ZH: "展开后过大，可能是恶意文件", EN: "too large when unpacked, it may be hostile"}, fewer}
	tooMuchText   = trouble{filing.Text{ZH: "单元格文字合计过多，可能是恶意文件", EN: "its cells hold too much text, it may be hostile"}, fewer}
	tooManyParts  = trouble{filing.Text{ZH: "组成部分过多，可能是恶意文件", EN: "it has too many parts, it may be hostile"}, fewer}
	tooManyCells  = trouble{filing.Text{ZH: "单元格超过 500 万个", EN: "it has more than 5 million cells"}, fewer}
	tooManyRows   = trouble{filing.Text{ZH: "数据超过 20,000 行", EN: "it has more than 20,000 rows of data"}, filing.Text{ZH: "请拆成几个工作簿", EN: "split it into several workbooks"}}
	tooWide       = trouble{filing.Text{ZH: "数据超过 256 列", EN: "it has data beyond column 256"}, filing.Text{ZH: "请删去右侧无关的列", EN: "remove the columns on the right that do not belong"}}
	tooDeep       = trouble{filing.Text{ZH: "内容嵌套过深，可能是恶意文件", EN: "it is nested too deeply, it may be hostile"}, reSave}
	noSheets      = trouble{filing.Text{ZH: "工作簿里没有工作表", EN: "the workbook has no sheet"}, reSave}
	noHeader      = trouble{filing.Text{ZH: "没有找到表头：每个工作表前 20 行里都没有一行含有 3 个以上认得的列名", EN: "no header was found: none of the first 20 rows of any sheet names 3 known fields"},
		filing.Text{ZH: "请使用模板，把列名改成模板里的名称，或指定列的含义（命令行用 --map）", EN: "use the template, name the columns as it does, or say what they mean (--map)"}}
	badEncoding  = trouble{filing.Text{ZH: "文字编码无法识别（不是 UTF-8、UTF-16 或 GB18030）", EN: "the text is neither UTF-8 nor UTF-16 nor GB18030"}, filing.Text{ZH: "请另存为“CSV UTF-8”或 .xlsx", EN: "save it as CSV UTF-8 or as .xlsx"}}
	openQuote    = trouble{filing.Text{ZH: "引号不成对，后面的行无法分开", EN: "a quotation mark is not closed, the rows that follow cannot be told apart"}, filing.Text{ZH: "请补上引号，或另存为 .xlsx", EN: "close it, or save the file as .xlsx"}}
	internalStop = trouble{filing.Text{ZH: "读取时程序出错", EN: "the program failed while reading it"}, filing.Text{ZH: "请另存为新的 .xlsx 后重试；仍不行请把该文件反馈给我们", EN: "save it as a new .xlsx file and try again; if that does not help, please report it"}}
)

// What can be wrong with a picture in a workbook when it is wanted.
var (
	pictureGone  = trouble{filing.Text{ZH: "工作簿在读取之后被改动，其中的图片对不上了，或已损坏", EN: "the workbook was changed after it was read, or the picture in it is damaged"}, filing.Text{ZH: "请重新读取工作簿；仍不行请重新插入该图片", EN: "read the workbook again; if that does not help insert the picture anew"}}
	pictureLarge = trouble{filing.Text{ZH: "图片超过 64 MB", EN: "the picture is larger than 64 MB"}, filing.Text{ZH: "请换一张较小的图片", EN: "insert a smaller one"}}
)

// What can be wrong with a place to write to.
var (
	sameFile      = trouble{filing.Text{ZH: "这就是原工作簿，不能覆盖", EN: "this is the workbook itself, which is never overwritten"}, filing.Text{ZH: "请换一个文件名", EN: "choose another name"}}
	notAsWorkbook = trouble{filing.Text{ZH: "副本是工作簿，文件名应以 .xlsx 结尾（要保留宏时用 .xlsm）", EN: "the copy is a workbook: its name ends in .xlsx, or in .xlsm to keep macros"}, filing.Text{ZH: "请换一个文件名", EN: "choose another name"}}
)
