"""Words that decide kind, basis, status and commitment of a figure."""

from __future__ import annotations

import re

#: Names that are rates: their percentage is a level. 城镇调查失业率, 空气优良天数比例, 研发投入强度.
RATE_NAME = re.compile(
    r"(?:率|比例|比率|强度|密度|指数|覆盖面|满意度|进度|浓度|之比|水平|集中度|依存度|开放度|知晓度|参与度|渗透|程度|达标|贡献|自给|成功|合格|比|覆盖|普及|对外|质量优良)$"
)

ESTIMATE = re.compile(r"预计|初步核算|初步预计|初步统计|有望|可望|预期可|快报|预估")
#: In a review these words alone turn a figure into a target.
INTENDED = re.compile(
    r"力争(?!上游)|争取(?=实现|达到|完成|突破|建成|增长|年内|全年|早日|新增|在)|确保(?!了)|(?<![动项体划年学人生培育才养设展造])计划(?!内|数|的|任务|生育|进度|目标|完成|单列|投资|项目|招生|执行)|目标(?:是|为)|(?<![模虚])拟(?!建)|全年安排|将(?:达|完成|建成|新增|增长|实现|突破)"
)
#: 五年增长1倍, 连续两年增长10%以上: the span a change covers.
LASTED = re.compile(
    r"(?<![第〇零一二三四五六七八九\d])([一二两三四五六七八九十]|\d{1,2})年(?:来|间|内|累计|共)?(?:共|再|又)?(?:增长|增加|提高|下降|降低|提升|净增|减少|累计)"
)
DONE = re.compile(
    r"已(?!建|知)|(?<![比较按])(?:去年|上年)|累计(?:完成|建成|实现)|目前|现有|截至|已经|完成了|建成了|取得"
)
#: How firmly a target is promised, as written; the order is that of the search.
COMMITMENT = re.compile(r"力争达到|力争|确保|争取|努力|预期|计划|安排|必须|坚决|务必")

REAL = re.compile(r"可比|不变价|扣除(?:物价|价格)|剔除价格|实际增长")
NOMINAL = re.compile(r"名义")
POP = re.compile(r"环比|比上(?:季|月)|较上(?:季|月)")
CAGR = re.compile(r"年均|平均每年|年平均|每年平均|平均增长|平均递增|年递增|复合增长")
YOY = re.compile(r"同比|可比|比(?:上年|去年|前一年|上一年)|较(?:上年|去年)|上年同期|去年同期")
SPAN = re.compile(r"累计增长|累计下降|[一二三四五六七八九十\d]年(?:累计)?(?:增长|下降|提高)")

#: Heads that a size defines rather than measures: 投资2000万元以上的技改项目, 30万吨级航道.
DEFINED_HEAD = re.compile(
    r"(?:项目|企业|工程|老人|老年人|人群|人口|居民|船舶|机组|航道|村|县|镇|家庭|产业|集群|园区|平台|基地|贷款|女性|儿童|妇女|风机|锅炉|机|装置|通道|线路|国家|政策|圈|建筑|旗舰店|医院|学校|县区|企业数|主体|项目数|大县|城市|经营主体|小区|住宅|群众|职工|产业链|人员|用户|订单|重大项目)$"
)
DURATION_UNITS = frozenset(
    ("年", "个月", "天", "小时", "个小时", "分钟", "秒", "周", "个工作日", "工作日", "日", "个多月", "毫秒")
)
DEFINING_UNITS = frozenset(
    (
        "方面",
        "领域",
        "千伏",
        "兆电子伏",
        "国",
        "毫米",
        "纳米",
        "岁",
        "周岁",
        "厘米",
        "级地震",
        "℃",
        "摄氏度",
        "兆",
        "T",
        "方向",
        "板块",
    )
)
