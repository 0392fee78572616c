extension DocumentSchema {
    static let styles = """
            "style": {"anyOf": [
              {"type": "string", "title": "body, small, heading or display", "pattern": "^(body|small|heading|display)$"},
              {"type": "object", "title": "a style", "additionalProperties": false, "properties": {
                "size": {"$ref": "#/$defs/letterSize"}, "isBold": {"type": "boolean"}, "alignment": {"$ref": "#/$defs/alignment"},
                "overflow": {"anyOf": [{"type": "string", "title": "wrap", "enum": ["wrap"]}, \
        \(tagged("cut", #"{"type": "integer", "minimum": 1, "maximum": 1000}"#))]}}}]},
            "rule": {"type": "object", "additionalProperties": false, "properties": {"thickness": {"$ref": "#/$defs/length"}, "isDashed": {"type": "boolean"}}}
        """

    static let tables = """
            "columnWidth": {"anyOf": [
              {"type": "string", "title": "natural or a length", "pattern": "^(natural|([0-9]+[.]?[0-9]*|[.][0-9]+)(mm|pt))$"},
              \(tagged("fixed", reference("length"))),
              \(tagged("share", #"{"type": "integer", "minimum": 1, "maximum": 1000}"#))]},
            "row": {"anyOf": [
              {"$ref": "#/$defs/contents"},
              {"type": "object", "title": "a row", "additionalProperties": false, "required": ["cells"], "properties": {
                "cells": {"$ref": "#/$defs/contents"}, "isStrong": {"type": "boolean"}, "ruleAbove": {"$ref": "#/$defs/rule"}}}]},
            "table": {"type": "object", "additionalProperties": false, "required": ["columns", "rows"], "properties": {
              "columns": {"type": "array", "maxItems": 64, "items": {"type": "object", "additionalProperties": false, "properties": {
                "width": {"$ref": "#/$defs/columnWidth"}, "alignment": {"$ref": "#/$defs/alignment"}}}},
              "head": {"$ref": "#/$defs/contents"},
              "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
              "style": {"$ref": "#/$defs/style"}, "gap": {"$ref": "#/$defs/length"}, "hasRowRules": {"type": "boolean"}}}
        """

    static let codes = """
            "qrCode": {"type": "object", "additionalProperties": false, "required": ["payload"], "properties": {
              "payload": {"type": "string"}, "correction": {"type": "string", "enum": ["low", "medium", "quartile", "high"]},
              "moduleSize": {"$ref": "#/$defs/length"}, "alignment": {"$ref": "#/$defs/alignment"}, "caption": {"$ref": "#/$defs/content"}}},
            "bars": {"type": "object", "additionalProperties": false, "required": ["payload"], "properties": {
              "payload": {"type": "string"}, "moduleWidth": {"$ref": "#/$defs/length"}, "height": {"$ref": "#/$defs/length"},
              "alignment": {"$ref": "#/$defs/alignment"}, "showsText": {"type": "boolean"}}},
            "dataMatrix": {"type": "object", "additionalProperties": false, "oneOf": [{"required": ["payload"]}, {"required": ["gs1"]}], "properties": {
              "payload": {"type": "string"},
              "gs1": {"type": "array", "maxItems": 32, "items": {"type": "object", "additionalProperties": false, "required": ["ai", "value"], "properties": {
                "ai": {"type": "string"}, "value": {"type": "string"}}}},
              "moduleSize": {"$ref": "#/$defs/length"}, "alignment": {"$ref": "#/$defs/alignment"}, "caption": {"$ref": "#/$defs/content"}}},
            "image": {"type": "object", "additionalProperties": false, "required": ["width"], "oneOf": [{"required": ["png"]}, {"required": ["picture"]}], "properties": {
              "picture": {"type": "string", "description": "Instead of png: the name of a picture of the hospital, such as logo."},
              "png": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
              "width": {"$ref": "#/$defs/length"}, "alignment": {"$ref": "#/$defs/alignment"}}},
            "bitmap": {"type": "object", "additionalProperties": false, "required": ["width", "height", "bits", "printedWidth"], "properties": {
              "width": {"type": "integer", "minimum": 1, "maximum": 4096}, "height": {"type": "integer", "minimum": 1, "maximum": 4096},
              "bits": {"type": "string", "contentEncoding": "base64"}, "printedWidth": {"$ref": "#/$defs/length"}}}
        """

    static let blocks = """
            "blocks": {"type": "array", "items": {"$ref": "#/$defs/block"}},
            "block": {"title": "a block", "anyOf": [
              \(tagged("paragraph", reference("paragraph"))),
              \(tagged("keyValue", reference("keyValue"))),
              \(tagged("table", reference("table"))),
              \(tagged("columns", reference("columns"))),
              \(tagged("rule", reference("rule"))),
              \(tagged("space", reference("length"))),
              \(tagged("qrCode", reference("qrCode"))),
              \(tagged("code128", reference("bars"))),
              \(tagged("dataMatrix", reference("dataMatrix"))),
              \(tagged("ean13", reference("bars"))),
              \(tagged("image", reference("image"))),
              \(tagged("group", reference("blocks"))),
              \(tagged("section", reference("section"))),
              \(tagged("letterhead", reference("letterhead")))]},
            "paragraph": {"anyOf": [
              {"type": "object", "title": "content with a style", "additionalProperties": false, "x-tagged": true, "required": ["content"], "properties": {
                "content": {"$ref": "#/$defs/content"}, "style": {"$ref": "#/$defs/style"},
                "instead": {"$ref": "#/$defs/content", "description": "What stands there where the content would have to be cut."}}},
              {"$ref": "#/$defs/content"}]},
            "keyValue": {"type": "object", "additionalProperties": false, "required": ["label", "value"], "properties": {
              "label": {"$ref": "#/$defs/content"}, "value": {"$ref": "#/$defs/content"}, "style": {"$ref": "#/$defs/style"}}},
            "columnList": {"type": "array", "title": "a list of columns", "maxItems": 64, "items": {
              "type": "object", "additionalProperties": false, "required": ["blocks"], "properties": {
                "width": {"$ref": "#/$defs/columnWidth"}, "blocks": {"$ref": "#/$defs/blocks"}}}},
            "columns": {"anyOf": [
              {"$ref": "#/$defs/columnList"},
              {"type": "object", "title": "columns with a gap", "additionalProperties": false, "required": ["columns"], "properties": {
                "columns": {"$ref": "#/$defs/columnList"}, "gap": {"$ref": "#/$defs/length"},
                "alignsRows": {"type": "boolean", "description": "The first blocks of all columns on one baseline, the second ones as well, and so on."}}}]},
            "letterhead": {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
              "name": {"$ref": "#/$defs/piece"}, "secondName": {"$ref": "#/$defs/piece"}, "address": {"$ref": "#/$defs/contents"},
              "phones": {"type": "array", "items": {"type": "string"}}, "logo": {"$ref": "#/$defs/bitmap"}, "image": {"$ref": "#/$defs/image"}}},
            "section": {"type": "object", "additionalProperties": false, "required": ["language", "blocks"], "properties": {
              "language": {"$ref": "#/$defs/language", "description": "The language of the blocks, which sets their direction."}, "blocks": {"$ref": "#/$defs/blocks"}}}
        """
}
