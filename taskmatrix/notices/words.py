"""The vocabulary of official notices: characters, role words, unit endings. Tables only."""

_WIDE = {half: half + 0xFEE0 for half in range(0x21, 0x7F)}
_HALF = {wide: half for half, wide in _WIDE.items()}
_PUNCTUATION = {ord(half): wide for half, wide in zip("(),:;!?", "（），：；！？", strict=True)}
TRADITIONAL = str.maketrans(
    "責單牽頭門聯負務廳縣區黨會總國關開發業協辦長規劃農財產電訊資監證稅險檢銀環態體衛醫藥"
    "導項標實時間進萬億達個從對為與專運輸動機構織團組築設計術學軍臺灣廣員隊衆續強類點線級"
    "領參執處屬統鄉鎮內題價於並無後現復應號數據經濟貿課訂結職場調顧審視聽網絡繫銷緊許認議"
    "護質優勵勞鐵橋館園車書記討論語補貼獎懲獲選舉歷離難願齊備傳",
    "责单牵头门联负务厅县区党会总国关开发业协办长规划农财产电讯资监证税险检银环态体卫医药"
    "导项标实时间进万亿达个从对为与专运输动机构织团组筑设计术学军台湾广员队众续强类点线级"
    "领参执处属统乡镇内题价于并无后现复应号数据经济贸课订结职场调顾审视听网络系销紧许认议"
    "护质优励劳铁桥馆园车书记讨论语补贴奖惩获选举历离难愿齐备传",
)
PLAIN: dict[int, int | str] = {
    **_HALF,
    **_PUNCTUATION,
    **{
        ord(sign): plain
        for sign, plain in zip("﹙﹚❨❩﹝﹞﹒﹐﹑﹔｡", "（）（）〔〕.，、；。", strict=True)
    },
    ord("　"): " ",
    ord("\xa0"): " ",
    ord("\t"): " ",
    ord("︰"): "：",
    ord("﹕"): "：",
    ord("∶"): "：",
    **{_WIDE[ord(half)]: wide for half, wide in zip("(),:;!?", "（），：；！？", strict=True)},
    **TRADITIONAL,
}
"""Each printed character to the one that the grammar reads: the length stays the same."""

OPENING = "（〔[【{［〈"
CLOSING = "）〕]】}］〉"

STARS = "*★☆▲△※"
"""Signs beside the one of several bodies that leads: ☆经信局、科技局."""

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PARENTHESIZED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SIGNS = {
    sign: count
    for signs in (CIRCLED, PARENTHESIZED, DOTTED, BRACKETED)
    for count, sign in enumerate(signs, 1)
}
"""Numbers that are one character, and what they count."""

COUNTED = "任务 重点任务 措施 举措 行动 专项行动 工程 重点工程 事项 政策 条款"
"""What an item is called before its number: 任务1：."""

LEAD, SUPPORT, RESPONSIBLE, LOCAL = "lead", "support", "responsible", "local"
PERSON, DEADLINE, BLANKET, BESIDE = "person", "deadline", "blanket", "beside"
SUPERVISOR = "supervisor"

ROLE_WORDS = {
    LEAD: "牵头 主办 主责 主要责任 第一责任 首责 总牵头 主抓 主管",
    SUPPORT: "配合 协办 协同 协助 参与 参加 会办 协作 联办 支持 参建 支撑",
    RESPONSIBLE: "责任 负责 承办 落实 实施 执行 承担 承接 完成 分工 督办 主体",
}
"""What a role is called: alone before a colon, or before one of BODIES."""

OTHER_ROLES = (
    "属地 监管 监督 督导 督查 指导 技术支撑 技术支持 建设 运营 管理 保障 审核 行业 业务 行业主管 "
    "包保 帮扶 涉及 成员 协调 服务 使用 申报 统筹 推进 具体实施 具体承办 督办 验收"
)
"""What else a label says before one of BODIES: who answers beside the lead."""

SUPERVISING = "监督 督导 督查 督办 验收 审核"
"""Which of them watch over the work of others: no units of a task where others are named."""

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
"""The commonest: what else stands behind a body's name may be a part of it, 市公安局 交警."""

BODIES = "单位 部门 机构 主体 处室 科室 机关 地区 市县 县市 县区 单位和部门 部门和单位 部门和地区"
PERSONS = (
    "责任人 负责人 领导 领导同志 市领导 省领导 县领导 区领导 人 人员 同志 联络员 联系人 班子成员"
)
DEADLINE_LABELS = (
    "完成时限 完成时间 完成期限 时限要求 时限 时序进度 时间进度 时间节点 时间安排 时间要求 "
    "进度安排 进度要求 工作时限 计划完成时间 推进时限 办结时限 整改时限 落实时限 "
    "办理时限 办理期限 反馈时限 完成日期 竣工时间 完工时间 整改期限 落实期限"
)

PREDICATE_WORDS = (
    "按照 按 根据 依据 依照 依 各自 各 本 自 职责 职能 职责范围 分工 责任 任务 分别 共同 具体 "
    "联合 统筹 组织 协调 推进 推动 实施 落实 抓好 做好 抓 负责 牵头 总 主办 承办 配合 协助 参与 "
    "参加 协同 协办 支持 指导 督促 密切 积极 主动 全程 持续 和 并 、 要求 完成 承担 "
    "研究 提出 意见 负总责 负主责 主责 主抓 首责 会办 协作 联办 参建 承接 督办 "
    "主要 为主 均 "
    "结合 实际 参照 遵照 依法 分级 分头 对口 相应 "
    "需 都 共 同 予以 认真 贯彻 执行 工作 予 以 将 逐项 监督 督导 抓总 一并 各级 权限 加强 加以 "
    "保障"
)
"""Words of which the end of a clause is made: 按职责分工负责, 牵头组织实施, 分别配合."""

PREDICATE_ENDS = (
    "负责 牵头 主办 承办 落实 实施 配合 协助 参与 参加 协同 协办 推进 支持 承担 抓好 完成 "
    "执行 为主 "
    "抓总 抓落实 组织 指导 监督 督促 督导 协调 统筹 负责同 责任 意见 "
    "负总责 负主责 主责 主抓 首责 会办 协作 联办 参建 承接 督办 分工 保障"
)

UNIT_ENDS = (
    "厅 局 运营商 委 办 部 会 院 署 社 室 处 科 队 团 所 站 馆 台 行 厂 校 企 港 组 区 县 市 州 "
    "盟 旗 省 乡 "
    "镇 村 街道 中心 公司 集团 政府 单位 部门 机构 地区 各地 企业 银行 学校 高校 院校 "
    "专班 法院 检察院 "
    "海关 残联 工商联 妇联 文联 科协 侨联 社科联 作协 党委 党工委 党组 工委 团委 纪委 政协 人大 "
    "军区 兵团 武警 总队 支队 税务 基金 电网 电力 电信 移动 联通 广电 铁塔 交易所 烟草 "
    "邮政 油田 铁路 "
    "大学 医院 联盟 协会 学会 商会 联合会 总社 联社 供销社 总工会 管委会 办事处 公署 平台 "
    "园区 基地 植物园 动物园 产业园 科技园 "
    "实验室 智库 媒体 人行 国网 机场 保险 证券 担保 中烟 石油 石化 信保 农信 农垦 监狱 "
    "驻军 消防 气象 "
    "人防 中支 贸促会 红十字会 气象台 主体 各方 方面 市直 省直 县直 金融机构 主管部门"
)
"""How the name of a body ends."""

WEAK_ENDS = (
    "广电 气象 税务 邮政 电力 电信 移动 联通 石油 石化 消防 保险 证券 担保 机场 烟草 铁路 油田 "
    "人防 监狱 媒体 智库 平台 园区 基地 主体 区 县 市 州 社 站 台 地区 文物 人大 农村"
)
"""Ends after which a 和 may still stand inside a name: 文化广电和旅游局."""

GENERIC = "单位 部门 机构 企业 地区 个人 院校 科研院所 政府 社会组织 行业协会 商会 直属机构"
"""What after 和 makes no second unit: 省直有关部门和单位."""

COLLECTIVE = (
    "国务院 中央 国家 省级 省直 省 市级 市直 市 县级 县直 区直 区级 区 自治区 州直 州级 "
    "各级 各 相关 有关 "
    "其他 其它 行业 主管 职能 责任 成员 配套 牵头 配合 本级 涉及 企业 事业 部门 单位 机构 "
    "地方 处室 科室 "
    "组织 平台 公司 院校 高校 金融 监管 协会 群团 和 及 与 、 专项 小组 工作 领导 联席 "
    "会议 协调 委办局 "
    "机关 办公室 科研 院所 高等 学校 医疗 研究 通信 运营 电信 银行 保险 国有 市属 省属 方面 "
    "社会 新闻 媒体 团体 社团 驻市 驻省 基础 主要 重点 大型 直属 组成 下属 所属 各类 承保 建设"
)
"""Words of the open-ended end of a list: 等国务院相关部门, 等有关单位, 等8个部门."""

PLACES = (
    "地级以上 设区的 设区 省直管 省管 直管 副省级 计划单列 自治 直辖 新 特 地 市 州 县 区 "
    "旗 盟 省 师 镇 乡 "
    "街道 园 街 板块 开发 高新 功能 示范 管理 林 农场 兵团 各 有关 相关 所属 全省 全市 所有 和 及 "
    "与 、 村 级 省辖 辖 及以上 "
)
"""Words of which a group of local governments is made: 各市、州、县人民政府."""

PLACE_ENDS = (
    "人民政府 政府 人民政府管委会 管委会 管理委员会 党委 党委、政府 党委和政府 党委政府 委 "
    "行政公署 公署 行署 办事处 "
    "党工委 人民政府办公室 政府办公室 行署人民政府"
)

PROVINCES = {
    "北京": "BJ",
    "天津": "TJ",
    "河北": "HE",
    "山西": "SX",
    "内蒙古": "NM",
    "辽宁": "LN",
    "吉林": "JL",
    "黑龙江": "HL",
    "上海": "SH",
    "江苏": "JS",
    "浙江": "ZJ",
    "安徽": "AH",
    "福建": "FJ",
    "江西": "JX",
    "山东": "SD",
    "河南": "HA",
    "湖北": "HB",
    "湖南": "HN",
    "广东": "GD",
    "广西": "GX",
    "海南": "HI",
    "重庆": "CQ",
    "四川": "SC",
    "贵州": "GZ",
    "云南": "YN",
    "西藏": "XZ",
    "陕西": "SN",
    "甘肃": "GS",
    "青海": "QH",
    "宁夏": "NX",
    "新疆": "XJ",
    "国务院": "CN",
}
"""The letters of GB/T 2260 for the id of a plan."""
