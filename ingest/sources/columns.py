"""What people call the columns of a table of news. Left: in lower case, spaces and signs taken out."""

COLUMNS: dict[str, str] = {
    "id": "id", "identifier": "id", "guid": "id", "newsid": "id", "itemid": "id", "no": "id",
    "number": "id", "编号": "id",
    "url": "url", "link": "url", "address": "url", "href": "url", "uri": "url",
    "permalink": "url", "webpage": "url", "链接": "url",
    "title": "title", "headline": "title", "heading": "title", "subject": "title", "标题": "title",
    "published": "published", "date": "published", "publishedat": "published",
    "publisheddate": "published", "pubdate": "published", "publicationdate": "published", "datepublished": "published",
    "issued": "published", "日期": "published", "发布时间": "published",
    "text": "text", "body": "text", "content": "text", "story": "text", "article": "text", "news": "text",
    "fulltext": "text", "description": "text", "summary": "text", "正文": "text", "内容": "text",
    "language": "language", "lang": "language", "locale": "language", "语言": "language",
}  # fmt: skip

# Where two columns mean the same, the one further left here is meant: a full text before a summary.
PREFERENCE: tuple[str, ...] = ("text", "fulltext", "body", "content", "article", "story", "正文")
